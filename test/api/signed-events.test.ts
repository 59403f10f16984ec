import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expectDescribed } from './support/described-answer';
import { anEvent, aReceived, type RunningApi, startApi } from './support/running-api';

const secrets = [0, 1].map(() => `whsec_${randomBytes(32).toString('base64')}`);
let api: RunningApi;
beforeAll(async () => (api = await startApi({ HEARD_CAD_SIGNING_SECRETS: secrets.join(',') })));
afterAll(() => api.stop());

const EVENTS = '/v1/calls/{callNumber}/events';
let ids = 0;

function signed(
  body: unknown,
  { id = `msg-${(ids += 1)}`, secret = 0, at = new Date() } = {},
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secrets[secret] ?? '').sign(id, at, JSON.stringify(body)),
  };
}

const post = (body: unknown, headers: Record<string, string>) =>
  api.post('/v1/calls/26-1/events', body, headers);

test('a signed event passes, by each of the secrets', async () => {
  for (const secret of [0, 1]) {
    const event = aReceived();
    expect((await post(event, signed(event, { secret }))).status).toBe(202);
  }
});

test('every POST must be signed, reading need not be', async () => {
  for (const path of ['/v1/calls/26-1/events', '/v1/events', '/v1/heartbeat']) {
    const response = await api.post(path, {});
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ type: 'urn:heard:problem:bad-signature' });
    expect((await api.post(path, {}, signed({}))).status).not.toBe(401);
  }
  expect((await api.request('/v1/calls/26-1')).status).not.toBe(401);
});

test('a good signature does not stand for a key', async () => {
  const response = await api.post('/v1/heartbeat', {}, { ...signed({}), authorization: 'Bearer wrong' });
  expect(response.status).toBe(401);
});

test('what was not signed, or long ago, or not yet, is refused and leaves nothing', async () => {
  const event = aReceived();
  const off = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const attempts = [
    signed({ ...event, priorityCode: '4' }),
    { ...signed(event), 'webhook-id': 'another' },
    signed(event, { at: off(-5.2) }),
    signed(event, { at: off(5.2) }),
  ];
  for (const headers of attempts) {
    const response = await post(event, headers);
    expect(response.status).toBe(401);
    await expectDescribed('POST', EVENTS, response);
  }
  expect(await (await post(event, signed(event))).json()).toMatchObject({ status: 'accepted' });
});

describe('a webhook-id that came before', () => {
  test('with the same body is answered as a duplicate', async () => {
    const event = aReceived();
    const headers = signed(event);
    const first = (await (await post(event, headers)).json()) as object;
    const again = await post(event, headers);
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ ...first, status: 'duplicate' });
  });

  test('with another body is a conflict, for every kind of POST', async () => {
    const event = aReceived();
    const { 'webhook-id': id } = signed(event, { id: 'twice' });
    await post(event, signed(event, { id }));
    const other = anEvent({ type: 'dispatched' });
    const response = await post(other, signed(other, { id }));
    expect(response.status).toBe(409);
    await expectDescribed('POST', EVENTS, response);
    expect((await api.post('/v1/heartbeat', {}, signed({}, { id }))).status).toBe(409);
    const batch = { events: [{ ...other, callNumber: '26-1' }] };
    expect((await api.post('/v1/events', batch, signed(batch, { id }))).status).toBe(409);
    expect(await (await post(other, signed(other))).json()).toMatchObject({ status: 'accepted' });
  });

  test('counts only when its event was stored', async () => {
    const event = aReceived();
    const wrong = { ...event, more: 1 };
    expect((await post(wrong, signed(wrong, { id: 'mended' }))).status).toBe(422);
    expect((await post(event, signed(event, { id: 'mended' }))).status).toBe(202);
  });

  test('of a batch counts once one of its events was stored', async () => {
    const batch = { events: [{ callNumber: 'x' }, { ...aReceived(), callNumber: '26-9' }] };
    const headers = signed(batch, { id: 'batch' });
    const first = await api.post('/v1/events', batch, headers);
    expect(await first.json()).toMatchObject({ results: [{ httpStatus: 422 }, { status: 'accepted' }] });
    const again = await api.post('/v1/events', batch, headers);
    expect(await again.json()).toMatchObject({ results: [{ httpStatus: 422 }, { status: 'duplicate' }] });
    const other = { events: [{ ...aReceived(), callNumber: '26-9' }] };
    expect((await api.post('/v1/events', other, signed(other, { id: 'batch' }))).status).toBe(409);
  });
});
