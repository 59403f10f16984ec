import { saveSurveyLink } from '../../db/survey-links';
import { hashToken } from '../../db/token-hash';
import { HOUR } from '../../domain/instant';
import { anEvent, aReceived, type RunningApi, startApi, STORY_START } from './support/running-api';

const clock = { now: () => STORY_START, scale: 1 };
let api: RunningApi;
beforeAll(async () => (api = await startApi({}, { clock })));
afterAll(() => api.stop());

let calls = 0;

/** The token of a link to answer for a closed call. */
async function aLink({ attended = false } = {}): Promise<string> {
  const callNumber = `survey-${(calls += 1)}`;
  const post = (event: object) => api.post(`/v1/calls/${callNumber}/events`, event);
  await post(aReceived());
  if (attended) await post(anEvent({ type: 'arrived' }));
  await post(anEvent({ type: 'closed', dispositionCode: 'REPORT' }));
  const token = `token-${calls}`.padEnd(22, 'x');
  const expiresAt = clock.now() + HOUR;
  await saveSurveyLink(api.heard.db, { tokenHash: hashToken(token), callNumber, expiresAt });
  return token;
}

const open = (path: string) => api.request(path);
const answer = (path: string, fields: Record<string, string>) =>
  api.request(path, { method: 'POST', body: new URLSearchParams(fields) });

async function headingOf(response: Response): Promise<string> {
  const headings = [...(await response.text()).matchAll(/<h1>(.*?)<\/h1>/g)];
  expect(headings).toHaveLength(1);
  return headings[0]?.[1] ?? '';
}

async function inbox(): Promise<{ answers: object }[]> {
  return (await api.heard.db.query<{ answers: object }>('select answers from survey_inbox')).rows;
}

test('looking at a link changes nothing, however often, in whatever way', async () => {
  const token = await aLink();
  for (const method of ['GET', 'HEAD', 'GET']) {
    const response = await api.request(`/s/${token}`, { method });
    expect(response.status).toBe(200);
  }
  expect(await headingOf(await open(`/s/${token}`))).toBe('How did we do?');
});

test('the officer is asked about only when one came', async () => {
  const words = 'The officer treated me with respect';
  expect(await (await open(`/s/${await aLink()}`)).text()).not.toContain(words);
  expect(await (await open(`/s/${await aLink({ attended: true })}`)).text()).toContain(words);
});

test('answers are stored once, as they were offered and no others', async () => {
  const token = await aLink();
  const before = await inbox();
  const sent = {
    reaching: '5',
    callTaker: '6',
    keptInformed: '',
    textsHelped: 'partly',
    officer: '1',
    overall: 'constructor',
    comment: ' Merci 👍\r\nbeaucoup\u0000 ',
    phone: '+16135550123',
  };
  const thanks = await answer(`/s/${token}`, sent);
  expect(thanks.status).toBe(200);
  expect(await headingOf(thanks)).toBe('Thank you');
  const again = await answer(`/s/${token}`, sent);
  expect(again.status).toBe(410);
  expect(await headingOf(again)).toBe('This link has been used');
  const stored = (await inbox()).slice(before.length);
  expect(stored.map(({ answers }) => answers)).toEqual([
    { reaching: '5', textsHelped: 'partly', comment: 'Merci 👍\nbeaucoup' },
  ]);
});

test('of two equal answers at once one is thanked for', async () => {
  const token = await aLink();
  const before = await inbox();
  const both = await Promise.all([1, 2].map(() => answer(`/s/${token}`, { overall: '3' })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(await inbox()).toHaveLength(before.length + 1);
});

test('everything may be left out', async () => {
  expect((await answer(`/s/${await aLink()}`, {})).status).toBe(200);
});

test('a comment of any length is cut, not refused', async () => {
  const before = await inbox();
  expect(
    (await answer(`/s/${await aLink()}`, { comment: `${'x'.repeat(999)}🙂${'y'.repeat(5000)}` })).status,
  ).toBe(200);
  expect((await inbox()).slice(before.length)).toEqual([{ answers: { comment: 'x'.repeat(999) } }]);
});

test('a form too large for any answer is refused and spends nothing', async () => {
  const token = await aLink();
  expect((await answer(`/s/${token}`, { comment: 'x'.repeat(40_000) })).status).toBe(413);
  expect((await open(`/s/${token}`)).status).toBe(200);
});

test('an expired link says so, to look at and to answer', async () => {
  const token = await aLink();
  clock.now = () => STORY_START + 2 * HOUR;
  for (const response of [await open(`/s/${token}`), await answer(`/s/${token}`, { overall: '5' })]) {
    expect(response.status).toBe(410);
    expect(await headingOf(response)).toBe('This link has expired');
  }
});

test.each(['nothing', 'x'.repeat(22), '%00', 'é', "'; drop table"])(
  'a link that never was, %j, is 404',
  async (token) => {
    for (const response of [await open(`/s/${token}`), await answer(`/s/${token}`, { overall: '5' })]) {
      expect(response.status).toBe(404);
      expect(await headingOf(response)).toBe('This link does not work');
    }
  },
);

test('the French page is the same in French, and each leads to the other', async () => {
  const token = await aLink();
  const english = await (await open(`/s/${token}`)).text();
  const french = await (await open(`/fr/s/${token}`)).text();
  expect(english).toContain(`<html lang="en">`);
  expect(english).toContain(`<a href="/fr/s/${token}" lang="fr" hreflang="fr">Français</a>`);
  expect(french).toContain(`<html lang="fr">`);
  expect(french).toContain(`<a href="/s/${token}" lang="en" hreflang="en">English</a>`);
  const thanks = await answer(`/fr/s/${token}`, { overall: '5' });
  expect(await headingOf(thanks)).toBe('Merci');
  expect((await open(`/s/${token}`)).status).toBe(410);
});

test('nothing of the secret is kept, indexed or passed on', async () => {
  const token = await aLink();
  const paths = [`/s/${token}`, `/fr/s/${token}`, '/s/nothing'];
  for (const response of [...(await Promise.all(paths.map(open))), await answer(`/s/${token}`, {})]) {
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toContain('<meta name="robots" content="noindex"');
  }
  expect(api.log().join()).not.toContain(token);
});
