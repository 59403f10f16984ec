import { SENDER, aMoment, eventually, startTrial } from './trial';

let trial: Awaited<ReturnType<typeof startTrial>>;
afterEach(() => trial.close());

const listed = async (to?: string) =>
  (await trial.get(`/simulator/messages${to ? `?to=${encodeURIComponent(to)}` : ''}`)).messages as Record<
    string,
    unknown
  >[];

describe('messages', () => {
  beforeEach(async () => {
    trial = await startTrial();
  });

  it('are listed oldest first, in a shape of their own', async () => {
    const { sid } = await trial.text('+16135550101', { body: 'first' });
    await trial.text('+16135550102', { body: 'second' });
    await eventually(
      () => listed(),
      ([first, second]) => {
        expect(first).toEqual({
          sid,
          direction: 'outbound',
          from: SENDER,
          to: '+16135550101',
          body: 'first',
          status: 'delivered',
          errorCode: null,
          numSegments: 1,
          createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
          updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        });
        expect(second).toMatchObject({ body: 'second' });
      },
    );
  });

  it('can be asked for one recipient, its plus encoded or not', async () => {
    await trial.text('+16135550101');
    await trial.text('+16135550102');
    expect(await listed('+16135550102')).toHaveLength(1);
    expect((await trial.get('/simulator/messages?to=+16135550102')).messages).toHaveLength(1);
    expect((await trial.get('/simulator/messages?to=+16135550109')).messages).toEqual([]);
  });

  it('are all gone when deleted, and the line is free', async () => {
    await trial.text('+16135550101', { body: 'a'.repeat(1600) });
    expect((await trial.send('DELETE', '/simulator/messages', undefined)).status).toBe(204);
    expect(await listed()).toEqual([]);
    await trial.text('+16135550102');
    await eventually(
      () => listed('+16135550102'),
      ([text]) => expect(text).toMatchObject({ status: 'delivered' }),
    );
  });
});

describe('a reply', () => {
  const twiml = '<Response><Message>Emergency: 9-1-1.</Message></Response>';

  it('goes to the service with Twilio’s parameters, and what that answers goes to the phone', async () => {
    trial = await startTrial({ answer: () => ({ status: 200, body: twiml }) });
    const answer = await trial.send('POST', '/simulator/replies', { from: '+16135550101', body: ' Hélp ' });
    expect(answer.status).toBe(201);
    const { sid } = (await answer.json()) as { sid: string };
    await eventually(
      () => listed('+16135550101'),
      ([text]) =>
        expect(text).toMatchObject({ direction: 'outbound', body: 'Emergency: 9-1-1.', status: 'delivered' }),
    );
    expect(trial.service.webhooks).toHaveLength(1);
    expect(trial.service.webhooks[0]).toMatchObject({
      path: '/inbound',
      signed: true,
      form: {
        MessageSid: sid,
        From: '+16135550101',
        To: SENDER,
        Body: ' Hélp ',
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
      },
    });
    expect(await listed(SENDER)).toMatchObject([
      { direction: 'inbound', status: 'received', body: ' Hélp ' },
    ]);
  });

  it('goes to the sender that texted the phone last', async () => {
    trial = await startTrial({ senders: ['+13438036032', '+13438036033'] });
    await trial.text('+16135550101', { from: SENDER });
    await trial.text('+16135550101', { from: '+13438036033' });
    await trial.send('POST', '/simulator/replies', { from: '+16135550101', body: 'Hi' });
    await trial.send('POST', '/simulator/replies', { from: '+16135550101', body: 'Hi', to: SENDER });
    const asked = () =>
      trial.service.webhooks.flatMap(({ path, form }) => (path === '/inbound' ? form['To'] : []));
    await eventually(asked, (senders) =>
      expect(senders.toSorted()).toEqual(['+13438036032', '+13438036033']),
    );
  });

  it('is tried again while the service is away', async () => {
    let failures = 1;
    trial = await startTrial({ answer: () => ({ status: failures-- > 0 ? 500 : 200, body: twiml }) });
    await trial.send('POST', '/simulator/replies', { from: '613-555-0101', body: 'Hi' });
    await eventually(
      () => listed('+16135550101'),
      (texts) => expect(texts).toHaveLength(1),
    );
    expect(trial.service.webhooks.map(({ form }) => form['Body'])).toEqual(['Hi', 'Hi']);
  });

  test.each([
    ['from nowhere', { body: 'Hi' }, 'from'],
    ['from no number', { from: '911', body: 'Hi' }, 'from'],
    ['without words', { from: '+16135550101', body: ' ' }, 'body'],
    ['to a number nobody sends from', { from: '+16135550101', body: 'Hi', to: '+16135550102' }, 'to'],
  ])('%s is refused', async (_, reply, field) => {
    trial = await startTrial();
    const answer = await trial.send('POST', '/simulator/replies', reply);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(new RegExp(`^${field}:`)) });
    expect(await listed()).toEqual([]);
  });

  it('that is not JSON is refused in a sentence', async () => {
    trial = await startTrial();
    const answer = await fetch(`${trial.carrier.url}/simulator/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('error');
  });
});

describe('a phone call', () => {
  it('hears what the service says', async () => {
    const twiml = '<Response><Say>Hang up and dial 9-1-1.</Say></Response>';
    trial = await startTrial({ answer: () => ({ status: 200, body: twiml }) });
    const answer = await trial.send('POST', '/simulator/calls', { from: '+16135550101' });
    expect(await answer.json()).toEqual({ twiml, words: 'Hang up and dial 9-1-1.' });
    expect(trial.service.webhooks[0]).toMatchObject({
      path: '/voice',
      signed: true,
      form: { From: '+16135550101', To: SENDER },
    });
  });

  it('that nobody answers is told', async () => {
    trial = await startTrial({ answer: () => ({ status: 500 }) });
    expect((await trial.send('POST', '/simulator/calls', { from: '+16135550101' })).status).toBe(502);
  });
});

describe('faults', () => {
  beforeEach(async () => {
    trial = await startTrial();
  });
  const withFault = (kind: string) => trial.send('PUT', '/simulator/faults', [{ kind, rate: 1, seed: 1 }]);

  it('are kept as given and end with an empty list', async () => {
    expect(await trial.get('/simulator/faults')).toEqual([]);
    const faults = [{ kind: 'hang', rate: 0.3, seed: 42 }];
    expect(await (await trial.send('PUT', '/simulator/faults', faults)).json()).toEqual(faults);
    expect(await trial.get('/simulator/faults')).toEqual(faults);
    await trial.send('PUT', '/simulator/faults', []);
    expect(await trial.get('/simulator/faults')).toEqual([]);
  });

  it('that make no sense are refused and change nothing', async () => {
    await withFault('hang');
    expect((await trial.send('PUT', '/simulator/faults', [{ kind: 'flood', rate: 1 }])).status).toBe(400);
    expect(await trial.get('/simulator/faults')).toMatchObject([{ kind: 'hang' }]);
  });

  test.each([
    ['refuse429', { status: 429, code: 20429 }, 0],
    ['answer500', { status: 500, code: 20500 }, 0],
    ['htmlBody', { status: 502 }, 0],
    ['cutBeforeAccept', { code: 'ECONNRESET' }, 0],
    ['cutAfterAccept', { code: 'ECONNRESET' }, 1],
    ['answer500AfterAccept', { status: 500, code: 20500 }, 1],
  ])('%s', async (kind, error, taken) => {
    await withFault(kind);
    await expect(trial.text('+16135550101')).rejects.toMatchObject(error);
    expect(await listed()).toHaveLength(taken);
  });

  it('hang takes the text and keeps silent', async () => {
    await withFault('hang');
    const first = await Promise.race([
      trial.text('+16135550101').catch(() => 'cut'),
      aMoment(700).then(() => 'silence'),
    ]);
    expect(first).toBe('silence');
    expect(await listed()).toHaveLength(1);
  });

  it('dropReceipt: the text arrives, nobody is told', async () => {
    await withFault('dropReceipt');
    const text = await trial.text('+16135550101');
    await eventually(
      () => trial.client.messages(text.sid).fetch(),
      ({ status }) => expect(status).toBe('delivered'),
    );
    await aMoment();
    expect(trial.service.webhooks).toEqual([]);
  });

  it('repeatReceipt: everything is told twice', async () => {
    await withFault('repeatReceipt');
    await trial.text('+16135550101');
    await eventually(trial.service.statuses, (statuses) =>
      expect(statuses.toSorted()).toEqual(['delivered', 'delivered', 'sent', 'sent']),
    );
  });

  it('reorderReceipt: one held back is overtaken by the next', async () => {
    await trial.send('PUT', '/simulator/faults', [{ kind: 'reorderReceipt', rate: 0.5, seed: 2 }]);
    for (let index = 0; index < 12; index += 1) await trial.text('+16135550101');
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toHaveLength(24));
    const order = new Map<string, string[]>();
    for (const { form } of trial.service.webhooks) {
      const sid = String(form['MessageSid']);
      order.set(sid, [...(order.get(sid) ?? []), String(form['MessageStatus'])]);
    }
    expect([...order.values()]).toContainEqual(['delivered', 'sent']);
  });

  it('listLag: Twilio’s list does not show it yet, though the phone has it', async () => {
    await withFault('listLag');
    const text = await trial.text('+16135550101');
    expect(await trial.client.messages.list()).toEqual([]);
    expect(await listed()).toHaveLength(1);
    expect(await trial.client.messages(text.sid).fetch()).toMatchObject({ sid: text.sid });
  });
});
