import { ensureCall, lockCalls } from './calls';
import type { StoredCall } from './calls';
import { listMergedWith } from './merges';
import type { Queryable } from './pool';

/**
 * Locks these calls with all that merges join with them. Another transaction may merge more while we wait for the
 * locks; then all are let go and taken anew, so that the order of call numbers always holds.
 */
export async function lockMergedCalls(db: Queryable, callNumbers: readonly string[]): Promise<StoredCall[]> {
  for (const callNumber of callNumbers.toSorted()) await ensureCall(db, callNumber);
  let group = await listMergedWith(db, callNumbers);
  for (;;) {
    await db.query('savepoint before_locks');
    const calls = await lockCalls(db, group);
    const now = await listMergedWith(db, callNumbers);
    if (now.every((callNumber) => group.includes(callNumber))) return calls;
    await db.query('rollback to savepoint before_locks');
    group = now;
  }
}
