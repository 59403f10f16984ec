import { ACCOUNT_SID, SENDER, aMoment, eventually, startService, startTrial } from './trial';

let trial: Awaited<ReturnType<typeof startTrial>>;
afterEach(() => trial.close());

describe('receipts', () => {
  it('tell of every status but the first, signed, with Twilio’s parameters', async () => {
    trial = await startTrial();
    const { sid } = await trial.text('+16135550101');
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toEqual(['sent', 'delivered']));
    const [, delivered] = trial.service.webhooks;
    expect(delivered).toMatchObject({
      path: '/status',
      signed: true,
      form: {
        AccountSid: ACCOUNT_SID,
        ApiVersion: '2010-04-01',
        From: SENDER,
        MessageSid: sid,
        MessageStatus: 'delivered',
        SmsSid: sid,
        SmsStatus: 'delivered',
        To: '+16135550101',
      },
    });
    expect(delivered?.form['RawDlrDoneDate']).toMatch(/^\d{10}$/);
    expect(delivered?.form).not.toHaveProperty('ErrorCode');
  });

  it('tell of the queue too, when a messaging service accepted the text', async () => {
    trial = await startTrial();
    const messagingServiceSid = `MG${'c'.repeat(32)}`;
    await trial.text('+16135550101', { messagingServiceSid });
    await eventually(trial.service.statuses, (statuses) =>
      expect(statuses.toSorted()).toEqual(['delivered', 'queued', 'sent']),
    );
    expect(trial.service.webhooks[0]?.form).toMatchObject({ MessagingServiceSid: messagingServiceSid });
  });

  it('are not posted when nobody asked for them', async () => {
    trial = await startTrial();
    await trial.text('+16135550101', { statusCallback: undefined });
    await aMoment();
    expect(trial.service.webhooks).toEqual([]);
  });

  it('leave what stands behind # out of address and signature', async () => {
    trial = await startTrial();
    await trial.text('+16135550101', {
      statusCallback: `${trial.service.url}/status?token=a%27b#rc=5&rp=all`,
    });
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toHaveLength(2));
    expect(trial.service.webhooks[0]).toMatchObject({ path: '/status?token=a%27b', signed: true });
  });

  it('are tried again while the service stumbles', async () => {
    let failures = 2;
    trial = await startTrial({ answer: () => ({ status: failures-- > 0 ? 503 : 204 }) });
    await trial.text('+16135550101');
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toHaveLength(4));
    expect(new Set(trial.service.statuses())).toEqual(new Set(['sent', 'delivered']));
  });

  it('are not tried again when the service says no', async () => {
    trial = await startTrial({ answer: () => ({ status: 403 }) });
    await trial.text('+16135550101');
    await aMoment(600);
    expect(trial.service.statuses()).toEqual(['sent', 'delivered']);
  });

  it('arrive once a service that was down is back', async () => {
    trial = await startTrial();
    const elsewhere = await startService(() => ({ status: 204 }));
    const port = Number(new URL(elsewhere.url).port);
    await elsewhere.close();
    await trial.text('+16135550101', { statusCallback: `${elsewhere.url}/status` });
    await aMoment();
    const back = await startService(() => ({ status: 204 }), port);
    await eventually(back.statuses, (statuses) => expect(statuses.toSorted()).toEqual(['delivered', 'sent']));
    await back.close();
  });
});

describe('a text that waits longer than it is valid', () => {
  it('fails with 30036 and never reaches the phone', async () => {
    trial = await startTrial({ segmentsPerSecond: 1, scale: 1 });
    await trial.text('+16135550101');
    await trial.text('+16135550102', { validityPeriod: 1 });
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toContain('failed'));
    const failed = trial.service.webhooks.find(({ form }) => form['MessageStatus'] === 'failed');
    expect(failed?.form).toMatchObject({ To: '+16135550102', ErrorCode: '30036' });
  });
});
