import { createHash } from 'node:crypto';
import { NO_FACTS, NO_LATCHES } from '../domain/call-facts';
import type { CallFacts, KnownFact, Latches } from '../domain/call-facts';
import type { CallRecord, PassedMoment } from '../domain/call-record';
import type { Instant } from '../domain/instant';
import type { EligibilityReason } from '../domain/reasons';
import type { Queryable } from './pool';
import { listTextRecords } from './text-messages';

/** A call as stored: what the rules know of it, and the key its personal parts are under. */
export type StoredCall = CallRecord & {
  wrappedKey: Buffer | null;
  lastStampAt: Instant;
  policyId: string | null;
};

type CallRow = {
  call_number: string;
  spread: number;
  last_seq: number;
  revision: number;
  facts: CallFacts;
  taken_over: Latches;
  reason: EligibilityReason | null;
  policy_id: string | null;
  followed_since_at: Date | null;
  made_eligible_by: KnownFact | null;
  hold_changed_by: KnownFact | null;
  last_event_known_at: Date | null;
  last_stamp_at: Date | null;
  stopped_because: string | null;
  acknowledgement_due_anew: boolean;
  passed: PassedMoment[];
  wrapped_key: Buffer | null;
};

/** A row for a call nobody has stated anything of yet; the event that brings it is not stored here. */
export async function ensureCall(db: Queryable, callNumber: string): Promise<void> {
  await db.query(
    `insert into calls (call_number, spread, facts, taken_over) values ($1, $2, $3, $4) on conflict do nothing`,
    [callNumber, spreadOf(callNumber), NO_FACTS, NO_LATCHES],
  );
}

export async function findCall(db: Queryable, callNumber: string): Promise<StoredCall | null> {
  const { rows } = await db.query<CallRow>('select * from calls where call_number = $1', [callNumber]);
  return rows[0] ? readCall(db, rows[0]) : null;
}

/** Locks the calls until the transaction ends, always in order of call number so that no two wait for each other. */
export async function lockCalls(db: Queryable, callNumbers: readonly string[]): Promise<StoredCall[]> {
  const { rows } = await db.query<CallRow>(
    'select * from calls where call_number = any($1) order by call_number for update',
    [callNumbers],
  );
  const calls: StoredCall[] = [];
  for (const row of rows) calls.push(await readCall(db, row));
  return calls;
}

export async function lockCall(db: Queryable, callNumber: string): Promise<StoredCall | null> {
  const [call] = await lockCalls(db, [callNumber]);
  return call ?? null;
}

export async function saveCall(db: Queryable, call: StoredCall): Promise<void> {
  await db.query(
    `update calls set last_seq = $2, revision = $3, facts = $4, taken_over = $5, reason = $6, policy_id = $7,
       followed_since_at = $8, made_eligible_by = $9, hold_changed_by = $10, last_event_known_at = $11,
       last_stamp_at = $12, stopped_because = $13, acknowledgement_due_anew = $14, passed = $15, wrapped_key = $16
     where call_number = $1`,
    [
      call.callNumber,
      call.lastSeq,
      call.revision,
      call.facts,
      call.takenOver,
      call.decision.reason,
      call.policyId,
      toDate(call.followedSince),
      call.madeEligibleBy,
      call.holdChangedBy,
      toDate(call.lastEventKnownAt || null),
      toDate(call.lastStampAt || null),
      call.stoppedBecause,
      call.acknowledgementDueAnew,
      JSON.stringify(call.passed),
      call.wrappedKey,
    ],
  );
}

async function readCall(db: Queryable, row: CallRow): Promise<StoredCall> {
  return {
    callNumber: row.call_number,
    spread: row.spread,
    lastSeq: row.last_seq,
    revision: row.revision,
    facts: row.facts,
    takenOver: row.taken_over,
    decision:
      row.reason === null ? { eligible: true, reason: null } : { eligible: false, reason: row.reason },
    policyId: row.policy_id,
    followedSince: row.followed_since_at?.getTime() ?? null,
    madeEligibleBy: row.made_eligible_by,
    holdChangedBy: row.hold_changed_by,
    lastEventKnownAt: row.last_event_known_at?.getTime() ?? 0,
    lastStampAt: row.last_stamp_at?.getTime() ?? 0,
    stoppedBecause: row.stopped_because,
    acknowledgementDueAnew: row.acknowledgement_due_anew,
    passed: row.passed,
    wrappedKey: row.wrapped_key,
    texts: await listTextRecords(db, row.call_number),
  };
}

/** Story, top: the first four bytes of the SHA-256 of the call number, as a share of 1. */
function spreadOf(callNumber: string): number {
  return createHash('sha256').update(callNumber, 'utf8').digest().readUInt32BE(0) / 2 ** 32;
}

export function toDate(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}
