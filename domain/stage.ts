import { acknowledgementOf } from './call-record';
import type { CallRecord } from './call-record';
import { dueTexts } from './due';
import type { DueText } from './due';
import type { Instant } from './instant';
import type { Policy } from './policy';

/** The first that fits, in this order; `held`: the acknowledgement is not decided yet. */
export const STAGES = ['notFollowed', 'finished', 'ended', 'held', 'assigned', 'waiting'] as const;
export type Stage = (typeof STAGES)[number];

export function stageOf(call: CallRecord, policy: Policy, now: Instant): Stage {
  if (call.followedSince === null) return 'notFollowed';
  const due = dueTexts(call, policy);
  const endsAt = followUpEndsAt(call, due, policy);
  if (endsAt !== null && endsAt <= now) return 'finished';
  if (call.facts.end) return 'ended';
  const held = !acknowledgementOf(call) || due.some((text) => text.kind === 'acknowledgement');
  if (held) return 'held';
  return call.facts.assigned ? 'assigned' : 'waiting';
}

/**
 * When the follow-up ends if nothing further is heard (story 15): null while a text can come due or is between claim
 * and answer; at once when the call is closed; else some days after the last event, as a `closed` could still come.
 */
export function followUpEndsAt(call: CallRecord, due: DueText[], policy: Policy): Instant | null {
  const pending = call.texts.some((text) => text.outcome === 'pending');
  if (due.length > 0 || pending) return null;
  return call.facts.closed ? call.lastEventKnownAt : call.lastEventKnownAt + policy.followUp.neverClosedMs;
}
