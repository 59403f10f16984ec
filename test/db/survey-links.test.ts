import { findSurveyLink, saveSurveyLink, spendSurveyLink } from '../../db/survey-links';
import { hashToken } from '../../db/token-hash';
import { DAY } from '../../domain/instant';
import { openConnections } from '../support/open-connections';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

const EXPIRES_AT = TEN_O_CLOCK + 7 * DAY;
const answers = { heard: '5' };

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
  await tell(store, { callNumber: 'A1', type: 'received', stated: { division: 'Central' } });
  await saveSurveyLink(store.db, {
    tokenHash: hashToken('token'),
    callNumber: 'A1',
    expiresAt: EXPIRES_AT,
  });
});
afterEach(() => store.end());

const inbox = async () => (await store.db.query('select quarter, facts, answers from survey_inbox')).rows;

test('opens as often as one likes and changes nothing', async () => {
  await findSurveyLink(store, 'token');
  expect(await findSurveyLink(store, 'token')).toEqual({ state: 'open', attended: false });
  expect(await inbox()).toEqual([]);
});

test('tells whether an officer attended', async () => {
  await tell(store, { callNumber: 'A1', type: 'arrived' });
  expect(await findSurveyLink(store, 'token')).toMatchObject({ attended: true });
});

test('is spent once by ten posts at once, with one set of answers in the inbox', async () => {
  await openConnections(store.db);
  const posts = Array.from({ length: 10 }, () => spendSurveyLink(store, 'token', answers));
  const results = await Promise.all(posts);
  expect(results.toSorted()).toEqual([...Array<string>(9).fill('alreadySpent'), 'spent']);
  expect(await inbox()).toEqual([
    {
      quarter: '2026-Q1',
      facts: { division: 'Central', callTypeGroup: 'theft', language: null, priority: '3' },
      answers,
    },
  ]);
  expect(await findSurveyLink(store, 'token')).toMatchObject({ state: 'spent' });
});

test('can be answered until it expires, and not at that moment', async () => {
  store.setTime(EXPIRES_AT);
  expect(await findSurveyLink(store, 'token')).toMatchObject({ state: 'expired' });
  expect(await spendSurveyLink(store, 'token', answers)).toBe('expired');
  expect(await inbox()).toEqual([]);
  store.setTime(EXPIRES_AT - 1);
  expect(await spendSurveyLink(store, 'token', answers)).toBe('spent');
});

test('that was spent stays spent after it would have expired', async () => {
  await spendSurveyLink(store, 'token', answers);
  store.setTime(EXPIRES_AT + 1);
  expect(await findSurveyLink(store, 'token')).toMatchObject({ state: 'spent' });
});

test('that never was is unknown, and its hash opens nothing', async () => {
  expect(await findSurveyLink(store, 'tokem')).toBeNull();
  expect(await spendSurveyLink(store, 'tokem', answers)).toBe('unknown');
  expect(await findSurveyLink(store, hashToken('token').toString('base64url'))).toBeNull();
});

test('whose answers cannot be stored is not spent', async () => {
  await store.db.query('alter table survey_inbox add check (false) not valid');
  await expect(spendSurveyLink(store, 'token', answers)).rejects.toThrow();
  expect(await findSurveyLink(store, 'token')).toMatchObject({ state: 'open' });
});
