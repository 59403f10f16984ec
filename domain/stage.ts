import { acknowledgementOf, textsOf } from './call-record';
import type { CallRecord } from './call-record';
import { dueTexts, refusedByRules } from './due';
import type { Instant } from './instant';
import type { Policy } from './policy';

/** The first that fits, in this order; `held`: the acknowledgement is not decided yet. */
export const STAGES = ['notFollowed', 'finished', 'ended', 'held', 'assigned', 'waiting'] as const;
export type Stage = (typeof STAGES)[number];

export function stageOf(call: CallRecord, policy: Policy, now: Instant): Stage {
  if (call.followedSince === null) return 'notFollowed';
  const due = dueTexts(call, policy);
  const pending = call.texts.some((text) => text.outcome === 'pending');
  if (due.length === 0 && !pending && followUpEndsAt(call, policy) <= now) return 'finished';
  if (call.facts.end) return 'ended';
  const held = !acknowledgementOf(call) || due.some((text) => text.kind === 'acknowledgement');
  if (held) return 'held';
  return call.facts.assigned ? 'assigned' : 'waiting';
}

/**
 * When a follow-up with nothing due ends (story 15): at once when the survey is decided for good or the call is
 * closed; else some days after its last event, as a `closed` could still come.
 */
export function followUpEndsAt(call: CallRecord, policy: Policy): Instant {
  const surveyed = textsOf(call, 'survey').some((row) => !refusedByRules(row));
  const over = call.facts.closed !== null || surveyed;
  return over ? call.lastEventKnownAt : call.lastEventKnownAt + policy.followUp.neverClosedMs;
}
