import { setTimeout as sleep } from 'node:timers/promises';
import { putPolicyInForce } from '../../db/policies';
import { expectDescribed } from './support/described-answer';
import { type OwnPostgres, startOwnPostgres } from './support/own-postgres';
import { aReceived, type RunningApi, startApi, STORY_START } from './support/running-api';

let postgres: OwnPostgres;
let api: RunningApi;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  api = await startApi({ HEARD_EVENTS_PER_SECOND: '10000' }, { databaseUrl: postgres.databaseUrl });
  await putPolicyInForce(api.heard.db, api.heard.agency, STORY_START);
}, 60_000);

afterAll(async () => {
  await api.stop();
  await postgres.remove();
});

const EVENTS = '/v1/calls/{callNumber}/events';

test('while PostgreSQL is stopped nothing is promised, and afterwards the same events are accepted', async () => {
  const first = aReceived();
  expect((await api.post('/v1/calls/26-1/events', first)).status).toBe(202);
  await postgres.stop();

  const second = aReceived();
  for (const event of [first, second]) {
    const response = await api.post('/v1/calls/26-1/events', event);
    expect(response.status).toBe(503);
    expect(await expectDescribed('POST', EVENTS, response)).toMatchObject({ status: 503 });
  }
  const batch = { events: [{ ...second, callNumber: '26-1' }, { callNumber: 'bad' }] };
  await expectDescribed('POST', '/v1/events', await api.post('/v1/events', batch));
  expect((await api.post('/v1/events', batch)).status).toBe(503);
  expect((await api.post('/v1/heartbeat', {})).status).toBe(503);
  await expectDescribed('GET', '/v1/calls/{callNumber}', await api.request('/v1/calls/26-1'));

  expect((await api.request('/healthz')).status).toBe(200);
  const ready = await api.request('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ status: 'notReady', missing: ['database', 'policy'] });

  const page = await api.request('/fr/s/0123456789abcdefghijkl');
  expect(page.status).toBe(503);
  expect(page.headers.get('retry-after')).toBe('2');
  expect(await page.text()).toContain('<html lang="fr">');

  await postgres.start();
  expect(await (await api.post('/v1/calls/26-1/events', first)).json()).toMatchObject({
    status: 'duplicate',
    seq: 1,
  });
  expect(await (await api.post('/v1/calls/26-1/events', second)).json()).toMatchObject({
    status: 'accepted',
    seq: 2,
  });
  expect((await api.request('/readyz')).status).toBe(200);
});

async function storedEvents(): Promise<number> {
  return (await api.heard.db.query(`select from call_events where call_number like 'cut-%'`)).rows.length;
}

test('a batch in the middle of which PostgreSQL stops says of each event whether it is stored', async () => {
  const events = Array.from({ length: 400 }, (_, index) => ({ ...aReceived(), callNumber: `cut-${index}` }));
  const answered = api.post('/v1/events', { events });
  while ((await storedEvents()) < 20) await sleep(20);
  await postgres.stop();
  const response = await answered;
  expect(response.status).toBe(200);
  const { results } = (await expectDescribed('POST', '/v1/events', response)) as {
    results: { httpStatus: number }[];
  };
  const stored = results.map(({ httpStatus }) => httpStatus === 202);
  expect(new Set(results.map(({ httpStatus }) => httpStatus))).toEqual(new Set([202, 503]));

  await postgres.start();
  const again = await (await api.post('/v1/events', { events })).json();
  const statuses = (again as { results: { status: string }[] }).results.map(({ status }) => status);
  // Of the one event that was on its way nobody knows; every other one is as it was said.
  const wrong = statuses.filter((status, index) => (status === 'duplicate') !== stored[index]);
  expect(wrong.length).toBeLessThanOrEqual(1);
  expect(statuses.filter((status, index) => stored[index] && status !== 'duplicate')).toEqual([]);
}, 60_000);
