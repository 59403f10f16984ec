import { expectDescribed } from './support/described-answer';
import { anEvent, aReceived, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi()));
afterAll(() => api.stop());

const PATH = '/v1/calls/{callNumber}';
const read = (callNumber: string, init: RequestInit = {}) => api.request(`/v1/calls/${callNumber}`, init);

test('a followed call is read back without its phone', async () => {
  await api.post('/v1/calls/26-1/events', aReceived({ reportingParty: { phone: '613-555-0123' } }));
  const response = await read('26-1');
  expect(response.status).toBe(200);
  const reading = await expectDescribed('GET', PATH, response);
  expect(reading).toEqual({
    callNumber: '26-1',
    stage: 'held',
    decision: { eligible: true, reason: null, policy: expect.stringMatching(/^ottawa@[0-9a-f]{12}$/) },
    texts: [],
    waitingFor: null,
    adviceAttemptedAt: null,
    callerAdvisedOfDelayAt: null,
    workflowId: 'ottawa/call/26-1',
  });
  expect(JSON.stringify(reading)).not.toContain('555');
});

test('a call that may not be texted says why', async () => {
  await api.post('/v1/calls/26-2/events', aReceived({ flags: ['hazard'] }));
  expect(await expectDescribed('GET', PATH, await read('26-2'))).toMatchObject({
    stage: 'notFollowed',
    decision: { eligible: false, reason: 'hazard' },
  });
});

test('a call of which only later facts came is one we heard of', async () => {
  await api.post('/v1/calls/26-3/events', anEvent({ type: 'dispatched' }));
  expect(await expectDescribed('GET', PATH, await read('26-3'))).toMatchObject({
    decision: { eligible: false, reason: 'notReceivedYet' },
  });
});

test.each(['26-404', 'a%20b', '%00', '-'])(
  'a call we never heard of, %s, is answered 404',
  async (callNumber) => {
    const response = await read(callNumber);
    expect(response.status).toBe(404);
    await expectDescribed('GET', PATH, response);
  },
);

test('a call that another was merged into, and nothing more, was never heard of', async () => {
  await api.post('/v1/calls/26-4/events', anEvent({ type: 'merged', intoCallNumber: '26-5' }));
  expect((await read('26-5')).status).toBe(404);
});

test('nobody reads without a key', async () => {
  const response = await read('26-1', { headers: { authorization: 'Bearer wrong' } });
  expect(response.status).toBe(401);
  await expectDescribed('GET', PATH, response);
});

test('HEAD answers as GET does, without a body', async () => {
  const response = await read('26-1', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
  expect((await read('26-404', { method: 'HEAD' })).status).toBe(404);
});

test('other methods are refused, and those there are are named', async () => {
  const response = await read('26-1', { method: 'DELETE' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
});
