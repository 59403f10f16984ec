import { latestPriority } from './call-facts';
import type { CallRecord } from './call-record';
import { dueTexts } from './due';
import { toIso } from './instant';
import type { Instant } from './instant';
import type { Policy } from './policy';
import type { Reason } from './reasons';
import { followUpEndsAt, stageOf } from './stage';
import type { Stage } from './stage';
import type { TextKind, TextOutcome } from './text-message';

/**
 * A call as the workflow is told it: plain JSON, no personal data, instants of story time in ISO 8601. `due` has the
 * earliest moment first; `endsAt` is when the follow-up ends once nothing is due and no further event comes.
 */
export type FollowUpFacts = {
  revision: number;
  stage: Stage;
  eligible: boolean;
  reason: Reason | null;
  priorityCode: string | null;
  callTypeCode: string | null;
  division: string | null;
  receivedAt: string | null;
  stoppedBecause: string | null;
  texts: {
    kind: TextKind;
    ordinal: number;
    outcome: TextOutcome;
    reason: Reason | null;
    decidedAt: string;
  }[];
  due: { kind: TextKind; ordinal: number; dueAt: string }[];
  endsAt: string;
};

export function tellFacts(call: CallRecord, policy: Policy, now: Instant): FollowUpFacts {
  const due = dueTexts(call, policy);
  const { facts } = call;
  return {
    revision: call.revision,
    stage: stageOf(call, policy, now),
    eligible: call.decision.eligible,
    reason: call.decision.reason,
    priorityCode: latestPriority(facts),
    callTypeCode: facts.callTypeCode,
    division: facts.division,
    receivedAt: facts.received && toIso(facts.received.occurredAt),
    stoppedBecause: call.stoppedBecause,
    texts: call.texts.map(({ kind, ordinal, outcome, reason, decidedAt }) => ({
      kind,
      ordinal,
      outcome,
      reason,
      decidedAt: toIso(decidedAt),
    })),
    due: due.map((text) => ({ ...text, dueAt: toIso(text.dueAt) })),
    endsAt: toIso(followUpEndsAt(call, policy)),
  };
}
