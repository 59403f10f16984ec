import { describeApi } from '../../api/openapi';
import { EVENT_TYPES, FLAGS, SOURCES } from '../../domain/call-event';
import { type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

test('is there without a key, in version 3.1', async () => {
  const response = await fetch(`${api.url}/v1/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const document = (await response.json()) as { openapi: string };
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document).toEqual(JSON.parse(JSON.stringify(describeApi())));
});

test('every reference in it leads somewhere, and every list of ours is in it whole', () => {
  const text = JSON.stringify(describeApi());
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } };
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(components.schemas).toHaveProperty(name);
  }
  const event = JSON.stringify(components.schemas['CallEvent']);
  for (const word of [...EVENT_TYPES, ...FLAGS, ...SOURCES]) expect(event).toContain(`"${word}"`);
});

test('patterns in it are patterns anybody can read', () => {
  const patterns = [...JSON.stringify(describeApi()).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];
  expect(patterns.length).toBeGreaterThan(3);
  for (const [, pattern = '""'] of patterns)
    expect(() => new RegExp(JSON.parse(pattern) as string, 'u')).not.toThrow();
});
