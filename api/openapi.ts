import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { batchAnswerSchema, callReadingSchema, eventAcceptedSchema, problemSchema } from './answer-schema';
import { batchItemSchema, callEventSchema, callNumberSchema, MOST_EVENTS_IN_A_BATCH } from './event-schema';
import { heartbeatSchema } from './heartbeat';

type Responses = RouteConfig['responses'];

const WHEN: Record<number, string> = {
  400: 'Not JSON: broken, empty, not UTF-8, or a name twice in one object.',
  401: 'No key or a wrong one; or, where signatures are asked for, none that fits or one over 5 minutes off.',
  404: 'We never heard of this call.',
  405: 'The address has no such method; `Allow` names those it has.',
  409: 'The `eventId`, or the `webhook-id`, came before with other content or for another call.',
  413: 'Over 64 KiB; a batch over 1 MiB.',
  415: 'Not `application/json` in UTF-8, or compressed.',
  422: 'Not as the schema says; `errors` points to each place. A field we do not know is refused.',
  429: 'The bucket of this key is empty; `Retry-After` says for how many seconds. Nothing was stored.',
  500: 'Something went wrong here; the same request can be sent again.',
  503: 'The database cannot be reached; the same request can be sent again after `Retry-After` seconds.',
};
const READING = [401, 405, 500, 503];
const POSTING = [...READING, 400, 409, 413, 415, 422];

const headerText = z.string();
const paths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/calls/{callNumber}/events',
    summary: 'One fact about one call',
    request: { params: z.object({ callNumber: callNumberSchema }), body: json(callEventSchema) },
    responses: { 202: answer('Stored for good.', eventAcceptedSchema), ...problems([...POSTING, 429]) },
  },
  {
    method: 'post',
    path: '/v1/events',
    summary: 'Facts about many calls, each answered as if it were sent alone',
    request: {
      body: json(z.strictObject({ events: z.array(batchItemSchema).min(1).max(MOST_EVENTS_IN_A_BATCH) })),
    },
    responses: { 200: answer('What became of each.', batchAnswerSchema), ...problems([...POSTING, 429]) },
  },
  {
    method: 'post',
    path: '/v1/heartbeat',
    summary: 'The feed is alive though nothing happened; wanted every minute',
    request: { body: json(heartbeatSchema) },
    responses: { 204: { description: 'Heard.' }, ...problems(POSTING) },
  },
  {
    method: 'get',
    path: '/v1/calls/{callNumber}',
    summary: 'What became of the texts of a call; never a phone number',
    request: { params: z.object({ callNumber: callNumberSchema }) },
    responses: { 200: answer('The call as we know it.', callReadingSchema), ...problems([...READING, 404]) },
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This document',
    security: [],
    responses: { 200: { description: 'OpenAPI 3.1.' } },
  },
];

/** `GET /v1/openapi.json`: made from the schemas that check the requests. */
export function getOpenApi(): RequestHandler {
  const document = describeApi();
  return (_request, response) => {
    response.json(document);
  };
}

export function describeApi(): object {
  const registry = new OpenAPIRegistry();
  const key = registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  for (const path of paths) registry.registerPath({ security: [{ [key.name]: [] }], ...path });
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Heard: the CAD API',
      version: '1',
      description:
        'Facts about calls for service, late, twice and in any order. Instants of answers are story time.',
    },
    servers: [{ url: '/' }],
  });
}

function json(schema: z.ZodType) {
  return { required: true, content: { 'application/json': { schema } } };
}

function answer(description: string, schema: z.ZodType): Responses[string] {
  return { description, content: { 'application/json': { schema } } };
}

function problems(statuses: number[]): Responses {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: WHEN[status] ?? '',
        ...(status === 429 || status === 503 ? { headers: z.object({ 'retry-after': headerText }) } : {}),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
