import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, fromIso } from '../../domain/instant';
import { eventually } from './support/eventually';
import { type WholeHeard, callTakingEnded, received, startWholeHeard } from './support/whole-heard';

jest.setTimeout(180_000);

/** A day passes in a minute and a half; the half hour in which an acknowledgement is of use, in two seconds. */
const SCALE = 960;
const CALL = '26-1001';
const PHONE = '+16135550123';

let folder: string;
let heard: WholeHeard;
let closedAt: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heard-resident-'));
  heard = await startWholeHeard(join(folder, 'home'), {
    scale: SCALE,
    storyStart: '2026-01-15T10:00:00-05:00',
  });
});
afterAll(async () => {
  await heard?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** All texts to a phone, once there are so many. */
const textsOnceThereAre = (count: number, phone: string) =>
  eventually(
    () => heard.textsTo(phone),
    (texts) => texts.length >= count,
  );

describe('a theft that can wait', () => {
  test('is acknowledged on the phone of the caller, who is told the call number', async () => {
    const stated = { priorityCode: '3' };
    expect(await heard.accept(CALL, received(CALL, PHONE, stated))).toMatchObject({
      ...{ callNumber: CALL, status: 'accepted', seq: 1 },
      decision: { eligible: true, reason: null },
    });
    await heard.accept(CALL, callTakingEnded(CALL));

    const [text] = await textsOnceThereAre(1, PHONE);
    expect(text?.body).toMatch(/^Ottawa Police have your call, call number 26-1001\./);
    expect(await heard.phonePage()).toContain(text?.body);
  });

  test('shows in the read-back that it was sent, and then delivered', async () => {
    const { texts } = await eventually(
      () => heard.readCall(CALL),
      (call) => call.texts[0]?.delivery === 'delivered',
    );
    expect(texts[0]).toMatchObject({
      ...{ kind: 'acknowledgement', ordinal: 1, language: 'en', outcome: 'sent', reason: null },
      factsSeq: 2,
    });
    const { dueAt = '', decidedAt = '', sentAt, deliveredAt } = texts[0] ?? {};
    const moments = [dueAt, decidedAt, sentAt ?? '', deliveredAt ?? ''];
    expect(moments).toEqual(moments.toSorted());
    expect(moments).not.toContain('');
  });

  test('is told of as delayed while it stays open', async () => {
    const [, notice] = await textsOnceThereAre(2, PHONE);
    expect(notice?.body).toMatch(/^Ottawa Police: call number 26-1001 is still open, delayed longer/);
    const call = await eventually(
      () => heard.readCall(CALL),
      ({ callerAdvisedOfDelayAt }) => callerAdvisedOfDelayAt !== null,
    );
    expect(call.stage).toBe('waiting');
    expect(call.adviceAttemptedAt).not.toBeNull();
  });

  test('is left alone while an officer comes, and is closed', async () => {
    await heard.accept(CALL, { eventId: `${CALL}-dispatched`, type: 'dispatched' });
    expect((await heard.readCall(CALL)).stage).toBe('assigned');
    await heard.accept(CALL, { eventId: `${CALL}-arrived`, type: 'arrived' });
    const closed = { eventId: `${CALL}-closed`, type: 'closed', dispositionCode: 'REPORT' };
    closedAt = fromIso((await heard.accept(CALL, closed)).acceptedAt);
    expect((await heard.readCall(CALL)).stage).toBe('ended');
  });
});

describe.each([
  ['STOP', 'en', '26-2001', '26-2002', '+16135550131'],
  ['ARRET', 'fr', '26-3001', '26-3002', '+16135550132'],
])('somebody who answers %s', (word, language, first, second, phone) => {
  const stated = { reportingParty: { phone, language, safeToText: 'yes' } };

  test('gets no further text about the call that was texted', async () => {
    await heard.call(first, phone, stated);
    await textsOnceThereAre(1, phone);
    await heard.replyFrom(phone, word);
    const { texts } = await eventually(
      () => heard.readCall(first),
      (call) => call.texts.length > 1,
    );
    expect(texts).toMatchObject([
      { kind: 'acknowledgement', language, outcome: 'sent' },
      { kind: 'delayNotice', outcome: 'notSent', reason: 'optedOut' },
    ]);
  });

  test('is not texted about the next call either', async () => {
    expect(await heard.call(second, phone, stated)).toMatchObject({
      decision: { eligible: false, reason: 'optedOut' },
    });
    expect(await heard.readCall(second)).toMatchObject({ stage: 'notFollowed', texts: [] });
    expect(await heard.textsTo(phone)).toHaveLength(1);
  });
});

describe('the day after', () => {
  let link: string;
  let invited: number;

  test('the caller is invited to say how it was, a day after the call was closed', async () => {
    const call = await eventually(
      () => heard.readCall(CALL),
      ({ texts }) => texts.at(-1)?.kind === 'survey' && texts.at(-1)?.delivery === 'delivered',
      150_000,
    );
    const survey = call.texts.at(-1);
    expect(survey).toMatchObject({ outcome: 'sent', reason: null });
    expect(fromIso(survey?.dueAt ?? '')).toBe(closedAt + DAY);
    expect(call.stage).toBe('finished');

    const texts = await heard.textsTo(PHONE);
    invited = texts.length;
    expect(invited).toBe(call.texts.filter(({ outcome }) => outcome === 'sent').length);
    link = /http\S+$/.exec(texts.at(-1)?.body ?? '')?.[0] ?? '';
    expect(link).toMatch(new RegExp(`^${heard.apiUrl}/s/[\\w-]{22}$`));
    expect(await heard.phonePage()).toContain(`href="${link}"`);
  });

  test('looking at the link changes nothing, however often', async () => {
    const pages = [await openPage(link), await openPage(link)];
    expect(pages[0]).toMatchObject({ status: 200, heading: 'How did we do?' });
    // An officer came, so the questions ask about them too.
    expect(pages[0]?.html).toContain('name="officer"');
    expect(pages[1]).toEqual(pages[0]);
  });

  test('the page is there in French at a link of the same token', async () => {
    const { html } = await openPage(link);
    const french = /<a href="([^"]+)"[^>]*>Français</.exec(html)?.[1] ?? '';
    expect(french).toBe(`/fr${new URL(link).pathname}`);
    expect(await openPage(heard.apiUrl + french)).toMatchObject({ status: 200, heading: 'Votre avis' });
  });

  test('answers are taken once, and the second time the link is spent', async () => {
    const address = link.replace('/s/', '/fr/s/');
    const answers = new URLSearchParams({ overall: '5', textsHelped: 'yes', comment: 'Merci!' });
    expect(await openPage(address, answers)).toMatchObject({ status: 200, heading: 'Merci' });
    expect(await openPage(address, answers)).toMatchObject({ status: 410, heading: 'Ce lien a déjà servi' });
    expect(await openPage(link)).toMatchObject({ status: 410, heading: 'This link has been used' });
  });

  test('a link that never was leads nowhere', async () => {
    const wrong = link.slice(0, -22) + 'A'.repeat(22);
    expect(await openPage(wrong)).toMatchObject({ status: 404, heading: 'This link does not work' });
  });

  test('nothing more is texted', async () => {
    expect(await heard.textsTo(PHONE)).toHaveLength(invited);
    expect((await heard.readCall(CALL)).stage).toBe('finished');
  });
});

async function openPage(address: string, answers?: URLSearchParams) {
  const response = await fetch(address, answers && { method: 'POST', body: answers });
  const html = await response.text();
  return { status: response.status, heading: /<h1>(.*?)<\/h1>/.exec(html)?.[1], html };
}
