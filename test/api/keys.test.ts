import { checkKeys } from '../../api/keys';

const check = checkKeys([
  { name: 'cad', key: 'first-key' },
  { name: 'second', key: 'other:key/with+signs=' },
]);

test.each([
  ['Bearer first-key', 'cad'],
  ['bearer first-key', 'cad'],
  ['BEARER   first-key', 'cad'],
  ['Bearer other:key/with+signs=', 'second'],
])('%j is the key named %s', (header, name) => expect(check(header)).toBe(name));

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Bearer first-ke',
  'Bearer first-keyy',
  'Bearer FIRST-KEY',
  'Bearer first-key other:key/with+signs=',
  'first-key',
  'Basic Zmlyc3Qta2V5',
  'cad:first-key',
  'Bearer cad:first-key',
])('%j is no key', (header) => expect(check(header)).toBeNull());

test('without keys nobody passes, with an empty one neither', () => {
  expect(checkKeys([])('Bearer ')).toBeNull();
  expect(checkKeys([])(undefined)).toBeNull();
});
