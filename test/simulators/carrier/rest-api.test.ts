import {
  ACCOUNT_SID,
  API_KEY,
  API_SECRET,
  AUTH_TOKEN,
  SENDER,
  aMoment,
  clientOf,
  eventually,
  startTrial,
} from './trial';

let trial: Awaited<ReturnType<typeof startTrial>>;

beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.close());
afterEach(() => trial.send('DELETE', '/simulator/messages', undefined));

describe('Twilio’s own client', () => {
  it('creates a text and gets the whole resource', async () => {
    const text = await trial.text('+16135550101', { validityPeriod: 900, body: 'é'.repeat(161) });
    expect(text).toMatchObject({
      accountSid: ACCOUNT_SID,
      body: 'é'.repeat(161),
      direction: 'outbound-api',
      errorCode: null,
      from: SENDER,
      messagingServiceSid: null,
      numMedia: '0',
      numSegments: '2',
      status: 'queued',
      to: '+16135550101',
      dateSent: null,
      uri: `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/${text.sid}.json`,
    });
    expect(text.sid).toMatch(/^SM[\da-f]{32}$/);
    expect(Math.abs(text.dateCreated.getTime() - Date.now())).toBeLessThan(5000);
  });

  it('a messaging service accepts first and counts segments later; the sender may be named as well', async () => {
    const messagingServiceSid = `MG${'c'.repeat(32)}`;
    const text = await trial.text('+16135550101', { messagingServiceSid });
    expect(text).toMatchObject({ status: 'accepted', numSegments: '0', from: SENDER, messagingServiceSid });
    await eventually(
      () => trial.client.messages(text.sid).fetch(),
      (now) => expect(now).toMatchObject({ status: 'delivered', numSegments: '1' }),
    );
  });

  it('may use the account’s token instead of a key', async () => {
    const client = clientOf(trial.carrier.url, ACCOUNT_SID, AUTH_TOKEN);
    await expect(client.messages.list()).resolves.toEqual([]);
  });

  test.each([
    ['a wrong secret', API_KEY, 'wrong'],
    ['a key nobody knows', `SK${'d'.repeat(32)}`, API_SECRET],
    ['the secret of another', ACCOUNT_SID, API_SECRET],
  ])('is refused with %s', async (_, user, password) => {
    const client = clientOf(trial.carrier.url, user, password);
    await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it('does not see another account', async () => {
    const answer = await fetch(`${trial.carrier.url}/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages.json`, {
      headers: { authorization: `Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}` },
    });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 20404, status: 404 });
  });

  it('reads errors in Twilio’s shape', async () => {
    await expect(trial.text('banana')).rejects.toMatchObject({
      status: 400,
      code: 21211,
      message: "Invalid 'To' Phone Number: banana",
      moreInfo: 'https://www.twilio.com/docs/errors/21211',
    });
    await expect(trial.client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it('a refused text is on no phone', async () => {
    await trial.text('+16135550101', { body: ' ' }).catch(() => null);
    expect(await trial.get('/simulator/messages')).toEqual({ messages: [] });
  });
});

describe('the list', () => {
  it('comes newest first and page by page, each text once, though more come meanwhile', async () => {
    for (const index of [1, 2, 3, 4, 5]) await trial.text('+16135550101', { body: `text ${index}` });
    const first = await trial.client.messages.page({ pageSize: 2 });
    await trial.text('+16135550101', { body: 'text 6' });
    const second = await first.nextPage();
    const third = await second?.nextPage();
    const bodies = [first, second, third].map((page) => page?.instances.map(({ body }) => body));
    expect(bodies).toEqual([['text 5', 'text 4'], ['text 3', 'text 2'], ['text 1']]);
    expect(third?.nextPageUrl).toBeUndefined();
    expect(await trial.client.messages.list({ pageSize: 4 })).toHaveLength(6);
  });

  it('can be asked for one recipient, one sender, one time', async () => {
    await trial.text('+16135550101');
    await trial.text('+16135550102');
    await aMoment();
    const texts = async (filter: object) => (await trial.client.messages.list(filter)).map(({ to }) => to);
    expect(await texts({ to: '+16135550102' })).toEqual(['+16135550102']);
    expect(await texts({ from: '+16135550102' })).toEqual([]);
    expect(await texts({ from: SENDER, dateSentAfter: new Date(Date.now() - 60_000) })).toHaveLength(2);
    expect(await texts({ dateSentBefore: new Date(Date.now() - 60_000) })).toEqual([]);
  });

  it('by date leaves out what still waits', async () => {
    await trial.text('+16135550101', { body: 'a'.repeat(1600) });
    expect(await trial.client.messages.list({ dateSentAfter: new Date(0) })).toEqual([]);
    expect(await trial.client.messages.list()).toHaveLength(1);
  });
});

describe('redaction and deletion', () => {
  it('wait until the text has arrived', async () => {
    const text = await trial.text('+16135550101');
    await expect(trial.client.messages(text.sid).update({ body: '' })).rejects.toMatchObject({
      status: 409,
      code: 20009,
    });
    await expect(trial.client.messages(text.sid).remove()).rejects.toMatchObject({
      status: 409,
      code: 20009,
    });
  });

  it('blank the words, then the record', async () => {
    const text = await trial.text('+16135550101');
    await eventually(
      () => trial.client.messages(text.sid).fetch(),
      ({ status }) => expect(status).toBe('delivered'),
    );
    await expect(trial.client.messages(text.sid).update({ body: 'other words' })).rejects.toMatchObject({
      status: 400,
      code: 20001,
    });
    expect((await trial.client.messages(text.sid).update({ body: '' })).body).toBe('');
    expect((await trial.client.messages(text.sid).fetch()).body).toBe('');
    expect(await trial.client.messages(text.sid).remove()).toBe(true);
    await expect(trial.client.messages(text.sid).fetch()).rejects.toMatchObject({ code: 20404 });
    expect(await trial.client.messages.list()).toEqual([]);
  });

  it('a text on its way is not cancelled', async () => {
    const text = await trial.text('+16135550101');
    await expect(trial.client.messages(text.sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 30409,
    });
  });
});
