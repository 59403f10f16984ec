import { createHash } from 'node:crypto';

/** Tokens are stored hashed: who reads the table can use none. They have 128 random bits, so no salt is needed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
