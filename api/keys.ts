import { createHash, timingSafeEqual } from 'node:crypto';

export type CadKey = { name: string; key: string };

/** Finds the name of the key in an Authorization header, or null. */
export type KeyCheck = (authorization: string | undefined) => string | null;

/**
 * Digests are compared, so that neither a key's length nor where it differs shows in the time taken, and all of
 * them are, so that neither does which key it was.
 */
export function checkKeys(keys: readonly CadKey[]): KeyCheck {
  const known = keys.map(({ name, key }) => ({ name, digest: digestOf(key) }));
  return (authorization) => {
    const digest = digestOf(/^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '');
    return known.filter((candidate) => timingSafeEqual(candidate.digest, digest))[0]?.name ?? null;
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
