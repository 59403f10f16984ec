import { randomBytes } from 'node:crypto';
import { createVault } from '../../db/vault';
import type { NamedKey } from '../../db/vault';

const key = (id: string): NamedKey => ({ id, key: randomBytes(32) });
const [m1, m2, h1, h2] = [key('m1'), key('m2'), key('h1'), key('h2')];

test('gives back what it sealed, and seals the same words differently each time', () => {
  const vault = createVault([m1], [h1]);
  const dataKey = vault.newDataKey();
  const [one, two] = [vault.encrypt(dataKey, '+16135550123'), vault.encrypt(dataKey, '+16135550123')];
  expect(one.equals(two)).toBe(false);
  expect(one.toString('latin1')).not.toContain('5550123');
  expect([one, two].map((sealed) => vault.decrypt(dataKey, sealed))).toEqual([
    '+16135550123',
    '+16135550123',
  ]);
});

test('opens old data keys under an older master key, and wraps new ones under the newest', () => {
  const before = createVault([m1], [h1]);
  const dataKey = before.newDataKey();
  const sealed = before.encrypt(dataKey, 'écrit avant');
  const after = createVault([m2, m1], [h1]);
  expect(after.decrypt(after.openDataKey(dataKey.wrapped), sealed)).toBe('écrit avant');
  expect(() => before.openDataKey(after.newDataKey().wrapped)).toThrow('m2');
});

test('says which master key is missing', () => {
  const { wrapped } = createVault([m1], [h1]).newDataKey();
  expect(() => createVault([m2], [h1]).openDataKey(wrapped)).toThrow(
    "the master key 'm1' is not among HEARD_MASTER_KEYS",
  );
});

test('does not open a data key under another key of the same id', () => {
  const { wrapped } = createVault([m1], [h1]).newDataKey();
  expect(() => createVault([key('m1')], [h1]).openDataKey(wrapped)).toThrow();
});

test.each(['nonce', 'tag', 'words'])('refuses what was changed in its %s', (part) => {
  const vault = createVault([m1], [h1]);
  const dataKey = vault.newDataKey();
  const sealed = vault.encrypt(dataKey, '+16135550123');
  const place = { nonce: 0, tag: 12, words: 28 }[part] ?? 0;
  sealed.writeUInt8(sealed.readUInt8(place) ^ 1, place);
  expect(() => vault.decrypt(dataKey, sealed)).toThrow();
});

test('refuses what is too short to be anything', () => {
  const vault = createVault([m1], [h1]);
  expect(() => vault.decrypt(vault.newDataKey(), Buffer.alloc(5))).toThrow();
});

test('hashes under every hash key, the newest first, and not by the value alone', () => {
  const [newest, older] = createVault([m1], [h2, h1]).hashes('+16135550123');
  const [only] = createVault([m1], [h1]).hashes('+16135550123');
  expect(older).toEqual(only);
  expect(newest?.keyId).toBe('h2');
  expect(newest?.hash.equals(only?.hash ?? Buffer.alloc(0))).toBe(false);
});

test('is not made without keys', () => {
  expect(() => createVault([], [h1])).toThrow();
  expect(() => createVault([m1], [])).toThrow();
});
