import type { Instant } from '../domain/instant';
import { toIso } from '../domain/instant';
import type { DeliveryStatus } from '../domain/delivery-status';
import type { EligibilityReason, Reason } from '../domain/reasons';
import { stageOf } from '../domain/stage';
import type { Stage } from '../domain/stage';
import type { TextKind, TextOutcome } from '../domain/text-message';
import { findCall } from './calls';
import { whatTextsWaitFor } from './feed';
import type { WaitingFor } from './feed';
import type { Queryable } from './pool';
import type { Store } from './store';
import { listTextRows } from './text-messages';
import type { TextRow } from './text-messages';

/** A call as it is read back (`GET /v1/calls/{callNumber}`): instants in story time, never a phone number. */
export type CallReading = {
  callNumber: string;
  stage: Stage;
  decision: { eligible: boolean; reason: EligibilityReason | null; policy: string };
  texts: TextReading[];
  waitingFor: WaitingFor | null;
  adviceAttemptedAt: string | null;
  callerAdvisedOfDelayAt: string | null;
};

export type TextReading = {
  kind: TextKind;
  ordinal: number;
  language: string | null;
  outcome: TextOutcome;
  reason: Reason | null;
  delivery: DeliveryStatus | null;
  segments: number | null;
  dueAt: string;
  decidedAt: string;
  factsSeq: number;
  sentAt: string | null;
  deliveredAt: string | null;
};

/** Null for a call we never heard of. Read from PostgreSQL only, so that it works while Temporal is away. */
export async function readCall(store: Store, callNumber: string): Promise<CallReading | null> {
  const { db, clock, policyInForce } = store;
  const call = await findCall(db, callNumber);
  if (!call || call.lastSeq === 0) return null;
  const now = clock.now();
  const { policy } = await policyInForce(db);
  const rows = await listTextRows(db, callNumber);
  const stage = stageOf(call, policy, now);
  const mayGetTexts = stage !== 'notFollowed' && stage !== 'finished';
  const allNotices = rows.filter((row) => row.kind === 'delayNotice');
  const notices = allNotices.filter((row) => row.outcome === 'sent');
  return {
    callNumber,
    stage,
    decision: { ...call.decision, policy: await policyLabel(db, call.policyId) },
    texts: rows.map(readText),
    waitingFor: mayGetTexts ? await whatTextsWaitFor(db, policy, now) : null,
    adviceAttemptedAt: iso(notices[0]?.sent_at),
    // A receipt tells of delivery also where the send itself ended unknown.
    callerAdvisedOfDelayAt: iso(earliest(allNotices.map((row) => row.delivered_at))),
  };
}

/** The policy a call was decided by: `<agency>@<first 12 hex digits of the hash of its text>`. */
async function policyLabel(db: Queryable, policyId: string | null): Promise<string> {
  const { rows } = await db.query<{ label: string }>(
    `select agency || '@' || left(hash, 12) as label from policies where id = $1`,
    [policyId],
  );
  return rows[0]?.label ?? '';
}

function readText(row: TextRow): TextReading {
  return {
    kind: row.kind,
    ordinal: row.ordinal,
    language: row.language,
    outcome: row.outcome,
    reason: row.reason,
    delivery: row.delivery,
    segments: row.segments,
    dueAt: row.due_at.toISOString(),
    decidedAt: row.decided_at.toISOString(),
    factsSeq: row.facts_seq,
    sentAt: iso(row.sent_at),
    deliveredAt: iso(row.delivered_at),
  };
}

function earliest(moments: (Date | null)[]): Date | null {
  const times: Instant[] = moments.filter((at) => at !== null).map((at) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

function iso(at: Date | null | undefined): string | null {
  return at ? toIso(at.getTime()) : null;
}
