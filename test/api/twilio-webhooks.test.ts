import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { hashToken } from '../../db/token-hash';
import { aReceived, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi({ TWILIO_AUTH_TOKEN: 'new-token,old-token' })));
afterAll(() => api.stop());

type Fields = Record<string, string>;

function send(path: string, fields: Fields, { token = 'new-token', signature = '' } = {}): Promise<Response> {
  const url = `https://texts.example.ca${path}`;
  const headers = { 'x-twilio-signature': signature || getExpectedTwilioSignature(token, url, fields) };
  return api.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

async function rowsOf<T extends object>(query: string): Promise<T[]> {
  return (await api.heard.db.query<T>(query)).rows;
}

describe('who may call', () => {
  const fields = { MessageSid: 'SM0', MessageStatus: 'sent', Body: ' é  🙂 ', Empty: '' };

  test.each(['new-token', 'old-token'])('the carrier with the %s may, through any proxy', async (token) => {
    expect((await send('/twilio/status?token=t', fields, { token })).status).toBe(204);
  });

  test.each(['/twilio/status?token=t', '/twilio/inbound'])('at %s nobody else may', async (path) => {
    const before = await rowsOf('select from receipts');
    const url = `https://texts.example.ca${path}`;
    const altered = getExpectedTwilioSignature('new-token', url, { ...fields, MessageStatus: 'delivered' });
    const elsewhere = getExpectedTwilioSignature('new-token', api.url + path, fields);
    for (const signature of [altered, elsewhere, 'x', 'é']) {
      const response = await send(path, fields, { signature: encodeURIComponent(signature) });
      expect(response.status).toBe(403);
      expect(await response.text()).toBe('');
    }
    expect((await send(path, fields, { token: 'wrong' })).status).toBe(403);
    expect((await api.post(path, fields)).status).toBe(403);
    const unsigned = await api.request(path, { method: 'POST', body: new URLSearchParams(fields) });
    expect(unsigned.status).toBe(403);
    expect(await rowsOf('select from receipts')).toHaveLength(before.length);
  });

  test('the address is only posted to', async () => {
    const response = await api.request('/twilio/status');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('receipts', () => {
  beforeAll(async () => {
    await api.post('/v1/calls/26-1/events', aReceived({ reportingParty: { phone: '613-555-0111' } }));
    await api.heard.db.query(
      `insert into text_messages (call_number, kind, ordinal, outcome, number_id, due_at, decided_at, facts_seq,
         callback_token_hash)
       select '26-1', 'acknowledgement', 1, 'sent', number_id, '2026-01-15', '2026-01-15', 1, $1 from call_numbers
       where call_number = '26-1'`,
      [hashToken('our-token')],
    );
  });

  const deliveryOf = async () =>
    (await rowsOf<{ delivery: string }>('select delivery from text_messages'))[0]?.delivery;

  test('move a text forward, by our own token, and never back', async () => {
    for (const status of ['sent', 'delivered', 'sending', 'delivered', 'sent']) {
      const fields = { MessageSid: 'SM1', MessageStatus: status, AccountSid: 'AC1', NewField: 'x' };
      expect((await send('/twilio/status?token=our-token', fields)).status).toBe(204);
    }
    expect(await deliveryOf()).toBe('delivered');
    expect(
      await rowsOf(`select from receipts where sid = 'SM1' and text_message_id is not null`),
    ).toHaveLength(5);
  });

  test.each<[string, Fields]>([
    ['of a text we do not know', { MessageSid: 'SM404', MessageStatus: 'delivered' }],
    ['of a state we do not know', { MessageSid: 'SM2', MessageStatus: 'partially_delivered' }],
    ['of a state called as JavaScript calls things', { MessageSid: 'SM2', MessageStatus: 'constructor' }],
    ['with an error we do not know', { MessageSid: 'SM2', MessageStatus: 'failed', ErrorCode: 'E-1' }],
    ['with an empty error', { MessageSid: 'SM2', MessageStatus: 'failed', ErrorCode: '' }],
    ['without a state', { MessageSid: 'SM2' }],
    ['without a text', { MessageStatus: 'sent' }],
    ['with nothing', {}],
    ['with signs that cannot be stored', { MessageSid: 'SM\u0000', MessageStatus: '\ud800' }],
    ['of endless length', { MessageSid: 'x'.repeat(5000), MessageStatus: 'sent' }],
  ])('%s are taken and harm nothing', async (_what, fields) => {
    for (const path of [
      '/twilio/status',
      '/twilio/status?token=',
      '/twilio/status?token=a&token=b',
      '/twilio/status?token[x]=1',
      '/twilio/status?token=our-token',
    ]) {
      expect((await send(path, fields)).status).toBe(204);
    }
    expect(await deliveryOf()).toBe('delivered');
  });

  test('too large to be one is refused, not an error', async () => {
    expect((await send('/twilio/status', { Body: 'x'.repeat(70_000) })).status).toBe(413);
  });
});

describe('replies', () => {
  let sids = 0;
  const reply = (from: string, body: string, more: Fields = {}) =>
    send('/twilio/inbound', {
      MessageSid: `IN${(sids += 1)}`,
      From: from,
      To: '+13438036032',
      Body: body,
      ...more,
    });

  async function reasonAfter(from: string): Promise<string | null> {
    const event = aReceived({ reportingParty: { phone: from } });
    const response = await api.post(`/v1/calls/reply-${from.slice(1)}/events`, event);
    return ((await response.json()) as { decision: { reason: string | null } }).decision.reason;
  }

  test.each([
    ['+16135550131', 'STOP', {}],
    ['+16135550132', ' Arrêt ', {}],
    ['+16135550133', 'unsubscribe', {}],
    ['+16135550134', 'whatever they list', { OptOutType: 'STOP' }],
  ])('%s says %j and gets no more texts', async (from, body, more) => {
    const response = await reply(from, body, more);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(await reasonAfter(from)).toBe('optedOut');
  });

  test('anything else is stored and changes nothing', async () => {
    expect((await reply('+16135550135', 'Please stop the noise')).status).toBe(200);
    expect(await reasonAfter('+16135550135')).toBeNull();
  });

  test('one that is told twice is stored once', async () => {
    const fields = { MessageSid: 'IN-twice', From: '+16135550136', Body: 'STOP' };
    await send('/twilio/inbound', fields);
    await send('/twilio/inbound', fields);
    expect(await rowsOf(`select from replies where sid = 'IN-twice'`)).toHaveLength(1);
  });

  test.each<[string, Fields]>([
    ['without a sender', { MessageSid: 'IN-a', Body: 'STOP' }],
    ['without words', { MessageSid: 'IN-b', From: '+16135550137' }],
    ['from a short code', { MessageSid: 'IN-c', From: '12345', Body: 'STOP' }],
    ['with nothing', {}],
  ])('%s are answered as well', async (_what, fields) => {
    expect((await send('/twilio/inbound', fields)).status).toBe(200);
  });
});
