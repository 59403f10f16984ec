import { expectDescribed } from './support/described-answer';
import { anEvent, aReceived, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi({ HEARD_EVENTS_PER_SECOND: '10000' })));
afterAll(() => api.stop());

type Result = { httpStatus: number; callNumber?: string; seq?: number; errors?: { pointer: string }[] };

async function send(events: unknown[]): Promise<Result[]> {
  const response = await api.post('/v1/events', { events });
  expect(response.status).toBe(200);
  const body = (await expectDescribed('POST', '/v1/events', response)) as { results: Result[] };
  return body.results;
}

test('every event is answered in its place as if it were sent alone', async () => {
  const received = { ...aReceived(), callNumber: 'batch-1' };
  const { callNumber, ...body } = received;
  const conflicting = { ...received, division: 'Central' };
  const dispatched = { ...anEvent({ type: 'dispatched' }), callNumber: 'batch-1' };
  const results = await send([received, received, conflicting, { ...dispatched, unit: '1' }, dispatched]);
  expect(results.map(({ httpStatus }) => httpStatus)).toEqual([202, 202, 409, 422, 202]);
  expect(results[0]).toEqual({
    ...results[1],
    status: 'accepted',
    callNumber: 'batch-1',
    seq: 1,
    decision: { eligible: true, reason: null },
  });
  expect(results[1]).toMatchObject({ status: 'duplicate', seq: 1 });
  expect(results[2]).toMatchObject({ status: 409, title: expect.any(String) });
  expect(results[3]).toMatchObject({ status: 422, errors: [{ pointer: '/unit' }] });
  expect(results[4]).toMatchObject({ status: 'accepted', seq: 2 });

  const alone = await api.post(`/v1/calls/${callNumber}/events`, body);
  expect(await alone.json()).toMatchObject({ status: 'duplicate', seq: 1 });
});

test.each([
  ['without a call number', aReceived(), '/callNumber'],
  ['with a bad call number', { ...aReceived(), callNumber: 'a b' }, '/callNumber'],
  ['with a number for a call number', { ...aReceived(), callNumber: 26 }, '/callNumber'],
  [
    'merged into itself',
    { ...anEvent({ type: 'merged', intoCallNumber: 'b-1' }), callNumber: 'b-1' },
    '/intoCallNumber',
  ],
  [
    'too far ahead',
    { ...aReceived({ occurredAt: '2026-01-16T00:00:00Z' }), callNumber: 'b-2' },
    '/occurredAt',
  ],
])('an item %s refuses itself only', async (_what, item, pointer) => {
  const [bad, good] = await send([item, { ...aReceived(), callNumber: 'b-3' }]);
  expect(bad).toMatchObject({ httpStatus: 422, errors: [{ pointer }] });
  expect(good).toMatchObject({ httpStatus: 202 });
});

test.each([[null], ['received'], [17], [[]]])('an item that is %j refuses itself only', async (item) => {
  const [bad, good] = await send([item, { ...aReceived(), callNumber: 'b-4' }]);
  expect(bad).toMatchObject({ httpStatus: 422 });
  expect(good).toMatchObject({ httpStatus: 202 });
});

test.each([
  ['nothing', {}, '/events'],
  ['no event', { events: [] }, '/events'],
  ['501 events', { events: Array(501).fill({}) }, '/events'],
  ['an object for its events', { events: {} }, '/events'],
  ['a field more', { events: [{}], source: 'cad' }, '/source'],
  ['a bare list', [], ''],
])('a batch of %s is refused whole', async (_what, body, pointer) => {
  const response = await api.post('/v1/events', body);
  expect(response.status).toBe(422);
  expect(await expectDescribed('POST', '/v1/events', response)).toMatchObject({ errors: [{ pointer }] });
});

test('500 events are taken in the order they stand', async () => {
  const events = Array.from({ length: 500 }, (_, index) => ({
    ...(index < 100 ? aReceived() : anEvent({ type: 'updated' })),
    callNumber: `full-${index % 100}`,
  }));
  const results = await send(events);
  expect(results.map(({ seq }) => seq)).toEqual(events.map((_, index) => Math.floor(index / 100) + 1));
});
