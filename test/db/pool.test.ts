import { isDatabaseAway } from '../../db/pool';

const withCode = (code: string) => Object.assign(new Error('it failed'), { code });

test.each([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P01',
  '53300',
  '55P03',
])('with %s PostgreSQL is away', (code) => expect(isDatabaseAway(withCode(code))).toBe(true));

test('a connection that broke in the middle is PostgreSQL being away', () => {
  const words = 'Client has encountered a connection error and is not queryable';
  expect(isDatabaseAway(new Error(words))).toBe(true);
});

test.each(['23505', '22P02', '42P01'])('with %s the statement was wrong', (code) => {
  expect(isDatabaseAway(withCode(code))).toBe(false);
});
