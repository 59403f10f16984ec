import { expectDescribed } from './support/described-answer';
import { anEvent, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi({ HEARD_EVENTS_PER_SECOND: '0.5' })));
afterAll(() => api.stop());

test('a bucket holds 500 events, a batch takes all it needs or nothing, and reads and heartbeats are free', async () => {
  const batchOf = (size: number) => ({
    events: Array.from({ length: size }, () => ({ ...anEvent({ type: 'arrived' }), callNumber: 'a b' })),
  });
  expect((await api.post('/v1/events', batchOf(495))).status).toBe(200);
  const refused = await api.post('/v1/events', batchOf(10));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(6);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(10);
  await expectDescribed('POST', '/v1/events', refused);

  expect((await api.post('/v1/events', batchOf(5))).status).toBe(200);
  const event = anEvent({ type: 'arrived' });
  const single = await api.post('/v1/calls/26-1/events', event);
  expect(single.status).toBe(429);
  await expectDescribed('POST', '/v1/calls/{callNumber}/events', single);

  expect((await api.post('/v1/heartbeat', {})).status).toBe(204);
  expect((await api.request('/v1/calls/26-1')).status).toBe(404);
  const other = { authorization: 'Bearer other-key' };
  expect((await api.post('/v1/calls/26-1/events', event, other)).status).toBe(202);
});
