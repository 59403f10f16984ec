import fc from 'fast-check';
import { parseStrictJson } from '../../api/strict-json';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

test.each([
  '{}',
  ' [1, "a", {"b": null}] ',
  '"x"',
  '{"a":{"b":1},"b":2}',
  '[{"a":1},{"a":2}]',
  '{"a":"{\\"a\\":1}"}',
])('reads %s as any reader would', (text) => expect(parse(text)).toEqual(JSON.parse(text)));

test.each([
  ['', /empty/],
  [' \n', /empty/],
  ['{', /not well-formed/],
  ['{a:1}', /not well-formed/],
  ["{'a':1}", /not well-formed/],
  ['{"a":1,}', /not well-formed/],
  ['{} {}', /not well-formed/],
  ['NaN', /not well-formed/],
  ['{"a":1,"a":1}', /twice/],
  ['{"a":1,"b":[{"c":1}],"a":2}', /twice/],
  ['[{"x":{"flags":[],"flags":["doNotText"]}}]', /twice/],
  ['{"a":1,"\\u0061":2}', /twice/],
  ['{"__proto__":1,"__proto__":2}', /twice/],
  ['{"a\\"b":1,"a\\u0022b":2}', /twice/],
])('refuses %j', (text, why) => {
  expect(() => parse(text)).toThrow(SyntaxError);
  expect(() => parse(text)).toThrow(why);
});

test('refuses bytes that are not UTF-8', () => {
  expect(() => parseStrictJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toThrow(/UTF-8/);
  expect(() => parseStrictJson(Buffer.from('"é"', 'latin1'))).toThrow(/UTF-8/);
});

test('says nothing of what was sent', () => {
  expect(() => parse('{"phone":"+16135550123"')).toThrow(/^The body is not well-formed JSON\.$/);
});

test('a body of brackets is read or refused in little time', () => {
  const depth = 30_000;
  expect(() => parse('['.repeat(depth))).toThrow(SyntaxError);
  expect(parse('['.repeat(depth) + ']'.repeat(depth))).toBeInstanceOf(Array);
});

test('whatever was written as JSON is read as it was', () => {
  fc.assert(fc.property(fc.json(), (text) => expect(parse(text)).toEqual(JSON.parse(text))));
});
