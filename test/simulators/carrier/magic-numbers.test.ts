import { aMoment, eventually, startTrial } from './trial';

let trial: Awaited<ReturnType<typeof startTrial>>;
const textsTo = async (to: string) =>
  (await trial.get(`/simulator/messages?to=${encodeURIComponent(to)}`)).messages as { status: string }[];

beforeAll(async () => {
  trial = await startTrial();
});
afterEach(async () => {
  await aMoment(150);
  await trial.send('DELETE', '/simulator/messages', undefined);
  trial.service.webhooks.length = 0;
});
afterAll(() => trial.close());

describe('numbers whose texts do not arrive', () => {
  test.each([
    ['+16135550150', 30003],
    ['+16135550151', 30006],
    ['+16135550152', 30007],
  ])('%s: undelivered with %d', async (to, errorCode) => {
    const text = await trial.text(to);
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toEqual(['sent', 'undelivered']));
    expect(trial.service.webhooks[0]?.form).not.toHaveProperty('ErrorCode');
    expect(trial.service.webhooks[1]?.form).toMatchObject({ ErrorCode: String(errorCode) });
    expect(await trial.client.messages(text.sid).fetch()).toMatchObject({ status: 'undelivered', errorCode });
  });

  test.each([
    ['+16135550153', 21610],
    ['+16135550154', 21211],
  ])('%s: refused with %d', async (to, code) => {
    await expect(trial.text(to)).rejects.toMatchObject({ status: 400, code });
    expect(await textsTo(to)).toEqual([]);
  });
});

describe('numbers whose receipts are strange', () => {
  it('0155: none ever, and the carrier knows no more than that it was sent', async () => {
    const text = await trial.text('+16135550155');
    await eventually(
      () => trial.client.messages(text.sid).fetch(),
      ({ status }) => expect(status).toBe('sent'),
    );
    await aMoment();
    expect(trial.service.webhooks).toEqual([]);
    expect((await trial.client.messages(text.sid).fetch()).status).toBe('sent');
  });

  it('0156: each twice, the last one first', async () => {
    await trial.text('+16135550156');
    await eventually(trial.service.statuses, (statuses) =>
      expect(statuses).toEqual(['delivered', 'delivered', 'sent', 'sent']),
    );
  });
});

describe('numbers whose create goes wrong', () => {
  it('0157: taken, then the line is cut', async () => {
    await expect(trial.text('+16135550157')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await textsTo('+16135550157')).toHaveLength(1);
  });

  it('0158: 429 twice, then accepted; the next text begins anew', async () => {
    for (const body of ['first text', 'second text']) {
      await expect(trial.text('+16135550158', { body })).rejects.toMatchObject({ status: 429, code: 20429 });
      await expect(trial.text('+16135550158', { body })).rejects.toMatchObject({ status: 429, code: 20429 });
      await expect(trial.text('+16135550158', { body })).resolves.toMatchObject({ status: 'queued' });
    }
    expect(await textsTo('+16135550158')).toHaveLength(2);
  });

  it('0159: taken, but answered 500', async () => {
    await expect(trial.text('+16135550159')).rejects.toMatchObject({ status: 500, code: 20500 });
    expect(await textsTo('+16135550159')).toHaveLength(1);
  });

  it('0160: taken, and no answer while anybody would wait', async () => {
    const answer = trial.text('+16135550160').catch(() => 'cut');
    await eventually(
      () => textsTo('+16135550160'),
      (texts) => expect(texts).toHaveLength(1),
    );
    expect(await Promise.race([answer, aMoment(1000).then(() => 'silence')])).toBe('silence');
  });
});

describe('numbers that answer', () => {
  test.each([
    ['+16135550161', 'STOP'],
    ['+16135550162', 'ARRET'],
    ['+16135550163', 'HELP'],
  ])('%s: the first text with %s, the second not at all', async (to, words) => {
    const replies = () => trial.service.webhooks.filter(({ path }) => path === '/inbound');
    await trial.text(to);
    await eventually(replies, (answers) => expect(answers).toHaveLength(1));
    await trial.text(to);
    await aMoment(500);
    expect(replies()).toHaveLength(1);
    expect(replies()[0]).toMatchObject({ signed: true, form: { From: to, Body: words } });
  });
});

describe('any other number', () => {
  it.each(['+16135550149', '+16135550164', '+16135550165'])('%s: sent, then delivered', async (to) => {
    await trial.text(to);
    await eventually(trial.service.statuses, (statuses) => expect(statuses).toEqual(['sent', 'delivered']));
  });
});
