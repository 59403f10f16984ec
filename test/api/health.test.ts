import { anEvent, type RunningApi, startApi, STORY_START } from './support/running-api';
import { ClockNotSet } from '../../runtime/compose';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

test('a process that answers is healthy and tells the time of the story', async () => {
  const response = await api.request('/healthz');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', story: new Date(STORY_START).toISOString() });
});

test('one whose events can be accepted is ready', async () => {
  const response = await api.request('/readyz');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ready' });
});

test('before the clock is set it is healthy, not ready, and accepts nothing', async () => {
  api.heard.anchor = () => null;
  api.heard.clock.now = () => {
    throw new ClockNotSet();
  };
  expect(await (await api.request('/healthz')).json()).toEqual({ status: 'ok', story: null });
  const ready = await api.request('/readyz');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ status: 'notReady', missing: ['clock'] });
  for (const [path, body] of [
    ['/v1/calls/26-1/events', anEvent({ type: 'arrived' })],
    ['/v1/events', { events: [{ ...anEvent({ type: 'arrived' }), callNumber: '26-1' }] }],
    ['/v1/heartbeat', {}],
  ] as const) {
    const response = await api.post(path, body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
  }
});
