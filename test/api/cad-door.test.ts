import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expectDescribed } from './support/described-answer';
import { anEvent, aReceived, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

const EVENTS = '/v1/calls/{callNumber}/events';
const at = (path: string) => path.replace('{callNumber}', '26-1');
const posts: [string, () => unknown][] = [
  [EVENTS, () => aReceived()],
  ['/v1/events', () => ({ events: [{ ...aReceived(), callNumber: '26-1' }] })],
  ['/v1/heartbeat', () => ({})],
];

describe.each(posts)('POST %s', (path, body) => {
  const send = (init: RequestInit) => api.request(at(path), { method: 'POST', ...init });
  const json = { 'content-type': 'application/json' };

  test.each([undefined, 'Bearer', 'Bearer wrong', 'Basic Zmlyc3Qta2V5', 'first-key'])(
    'with Authorization %j is answered 401, whatever the body is',
    async (authorization) => {
      for (const sent of [JSON.stringify(body()), 'not json', 'x'.repeat(2 << 20)]) {
        const headers = { ...json, ...(authorization && { authorization }) };
        const response = await fetch(api.url + at(path), { method: 'POST', headers, body: sent });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        await expectDescribed('POST', path, response);
      }
    },
  );

  test.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['half of it', '{"a":'],
    ['a name twice', '{"a":1,"a":1}'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['brackets beyond any depth', '['.repeat(60_000)],
  ])('with %s for a body is answered 400', async (_what, sent) => {
    const response = await send({ headers: json, body: sent });
    expect(response.status).toBe(400);
    await expectDescribed('POST', path, response);
  });

  test('without any body is answered 400', async () => {
    expect((await send({})).status).toBe(400);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=iso-8859-1',
    'application/json-seq',
    'application/problem+json',
    'application',
  ])('as %s is answered 415', async (type) => {
    const response = await send({ headers: { 'content-type': type }, body: JSON.stringify(body()) });
    expect(response.status).toBe(415);
    await expectDescribed('POST', path, response);
  });

  test('compressed is answered 415, however small it looks', async () => {
    const sent = gzipSync(JSON.stringify(body()));
    const response = await send({ headers: { ...json, 'content-encoding': 'gzip' }, body: sent });
    expect(response.status).toBe(415);
    await expectDescribed('POST', path, response);
  });

  test('with a field we do not know is answered 422', async () => {
    const response = await send({ headers: json, body: JSON.stringify({ ...(body() as object), more: 1 }) });
    expect(response.status).toBe(422);
    expect(await expectDescribed('POST', path, response)).toMatchObject({ errors: [{ pointer: '/more' }] });
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('by %s is answered 405', async (method) => {
    const response = await api.request(at(path), { method });
    // The same address may be read as a call named "events" is not: only these three are posted to.
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    await expectDescribed('POST', path, response);
  });
});

test.each([
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'APPLICATION/JSON',
  'application/json; charset=utf-8; version=1',
])('a body may say %s', async (type) => {
  const response = await api.post('/v1/heartbeat', {}, { 'content-type': type });
  expect(response.status).toBe(204);
});

describe('sizes', () => {
  const padded = (size: number) => {
    const event = JSON.stringify(anEvent({ type: 'arrived' }));
    return event + ' '.repeat(size - event.length);
  };

  test('64 KiB of a single event are read, one byte more is answered 413', async () => {
    expect((await api.post(at(EVENTS), padded(64 * 1024))).status).toBe(202);
    const response = await api.post(at(EVENTS), padded(64 * 1024 + 1));
    expect(response.status).toBe(413);
    await expectDescribed('POST', EVENTS, response);
  });

  test('1 MiB of a batch is read, one byte more is answered 413', async () => {
    const batch = JSON.stringify({ events: [anEvent({ type: 'arrived', callNumber: '26-1' })] });
    expect((await api.post('/v1/events', batch.padEnd(1 << 20))).status).toBe(200);
    expect((await api.post('/v1/events', batch.padEnd((1 << 20) + 1))).status).toBe(413);
  });

  test('a body that does not say how long it is, is cut off as well', async () => {
    const chunk = new Uint8Array(32 * 1024).fill(0x20);
    let chunks = 0;
    const body = new ReadableStream({
      pull: (stream) => ((chunks += 1) > 8 ? stream.close() : stream.enqueue(chunk)),
    });
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    expect((await api.request(at(EVENTS), init)).status).toBe(413);
  });

  test('a body that breaks off leaves nothing and harms nobody', async () => {
    const { port } = new URL(api.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), 'localhost', () => {
        socket.write(
          `POST ${at(EVENTS)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer first-key\r\n` +
            'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"eventId":',
        );
        socket.destroy();
        resolve();
      });
      socket.on('error', reject);
    });
    expect((await api.post('/v1/heartbeat', {})).status).toBe(204);
  });
});

describe('what is not there', () => {
  test.each(['/v1', '/v1/', '/v1/nothing', '/v1/calls', '/v1/calls/26-1/texts', '/v1/calls/%ZZ/events'])(
    '%s is answered by a problem',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const response = await api.request(path, { method });
        expect([400, 404]).toContain(response.status);
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        const problem = (await response.json()) as { status: number; type: string; title: string };
        expect(problem).toMatchObject({
          status: response.status,
          type: expect.any(String),
          title: expect.any(String),
        });
      }
    },
  );

  test('letters of an address count as they are written', async () => {
    expect((await api.request('/V1/heartbeat', { method: 'POST' })).status).toBe(404);
  });
});

describe('headers', () => {
  test('nothing is stored, nobody is told what runs here, no other site may ask', async () => {
    for (const path of ['/v1/openapi.json', '/v1/nothing', '/v1/calls/26-1', '/', '/healthz']) {
      const { headers } = await api.request(path, { headers: { origin: 'https://elsewhere.example' } });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
