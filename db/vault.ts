import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** A 32-byte key and the id it is stored beside; the newest of a list comes first. */
export type NamedKey = { id: string; key: Buffer };

/** A call's own data key, as used and as stored. */
export type DataKey = { key: Buffer; wrapped: Buffer };

/**
 * Encrypts what is personal under one data key a call, itself wrapped by a master key (AES-256-GCM both), and hashes
 * numbers under other keys. Destroying a wrapped key makes what is under it unreadable, in backups too.
 */
export type Vault = {
  newDataKey(): DataKey;
  /** Throws when the master key it was wrapped with is not among ours. */
  openDataKey(wrapped: Buffer): DataKey;
  encrypt(dataKey: DataKey, plain: string): Buffer;
  decrypt(dataKey: DataKey, sealed: Buffer): string;
  /** Keyed hashes of a value, one under each hash key, the newest first. */
  hashes(value: string): { keyId: string; hash: Buffer }[];
};

export function createVault(masterKeys: readonly NamedKey[], hashKeys: readonly NamedKey[]): Vault {
  const newest = masterKeys[0];
  if (!newest || hashKeys.length === 0) throw new Error('a vault needs a master key and a hash key');
  return {
    newDataKey() {
      const key = randomBytes(32);
      return { key, wrapped: Buffer.concat([Buffer.from(`${newest.id}\0`), seal(newest.key, key)]) };
    },
    openDataKey(wrapped) {
      const end = wrapped.indexOf(0);
      const id = wrapped.subarray(0, end).toString();
      const master = masterKeys.find((one) => one.id === id);
      if (!master) throw new Error(`the master key '${id}' is not among HEARD_MASTER_KEYS`);
      return { key: open(master.key, wrapped.subarray(end + 1)), wrapped };
    },
    encrypt: (dataKey, plain) => seal(dataKey.key, Buffer.from(plain)),
    decrypt: (dataKey, sealed) => open(dataKey.key, sealed).toString(),
    hashes: (value) =>
      hashKeys.map(({ id, key }) => ({ keyId: id, hash: createHmac('sha256', key).update(value).digest() })),
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, tag, ciphertext. */
function seal(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
