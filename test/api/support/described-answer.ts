import { z } from 'zod';
import { describeApi } from '../../../api/openapi';

type Described = { content?: Record<string, { schema: object }>; headers?: Record<string, unknown> };
type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
  components: { schemas: Record<string, object> };
};

const document = JSON.parse(
  JSON.stringify(describeApi()).replaceAll('#/components/schemas/', '#/$defs/'),
) as Document;

/** Fails unless the OpenAPI document has this answer, with this kind of body, and the body is as it says. */
export async function expectDescribed(method: string, path: string, response: Response): Promise<unknown> {
  const answer = document.paths[path]?.[method.toLowerCase()]?.responses[response.status];
  if (!answer) throw new Error(`${method} ${path} is not described to answer ${response.status}`);
  for (const name of Object.keys(answer.headers ?? {})) expect(response.headers.has(name)).toBe(true);
  const text = await response.text();
  const [kind = ''] = (response.headers.get('content-type') ?? '').split(';');
  expect(Object.keys(answer.content ?? {})).toEqual(text === '' ? [] : [kind]);
  if (text === '') return null;
  const body: unknown = JSON.parse(text);
  const schema = z.fromJSONSchema({
    ...answer.content?.[kind]?.schema,
    $defs: document.components.schemas,
  } as never);
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  return body;
}
