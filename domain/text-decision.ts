import { dispositionStanding, delayNoticesFor } from './code-groups';
import { acknowledgementOf, phoneChanged } from './call-record';
import type { CallRecord } from './call-record';
import type { DueText } from './due';
import { isWithinLast } from './instant';
import type { Instant } from './instant';
import type { NumberFacts } from './number-facts';
import type { Policy } from './policy';
import type { Decision, Reason } from './reasons';
import { mayHaveArrived } from './text-message';
import type { TextKind } from './text-message';

/** All that is looked at in the moment a text is decided. */
export type Moment = {
  call: CallRecord;
  text: DueText;
  eligibility: Decision;
  number: NumberFacts;
  policy: Policy;
  now: Instant;
};

/** `nothing`: not to be sent, and no row to be left (story 9.3, 10). */
export type TextDecision = 'send' | 'nothing' | Reason;

/** What becomes of a text at its moment: the first rule that speaks decides (story 8 to 12, 16). */
export function decideText(moment: Moment): TextDecision {
  if (moment.call.stoppedBecause !== null) return 'stoppedByStaff';
  return RULES[moment.text.kind](moment) ?? (overCeiling(moment) ? 'overCeiling' : 'send');
}

const RULES: Record<TextKind, (moment: Moment) => Reason | 'nothing' | null> = {
  acknowledgement: ({ call: { facts }, eligibility, policy, now }) => {
    const latest = Math.max(facts.received?.occurredAt ?? 0, facts.callTakingEnded?.occurredAt ?? 0);
    if (eligibility.reason) return eligibility.reason;
    if (facts.end) return 'callEnded';
    if (facts.attended) return 'officerArrived';
    return now - latest > policy.acknowledgement.tooLateMs ? 'tooLate' : null;
  },

  delayNotice: (moment) => {
    const { call, eligibility, policy } = moment;
    if (acknowledgementOf(call)?.outcome === 'notSent') return 'noAcknowledgement';
    if (eligibility.reason) return eligibility.reason;
    if (phoneChanged(call)) return 'phoneChanged';
    if (!delayNoticesFor(policy, call.facts.callTypeCode ?? '')) return 'delayNotForType';
    if (call.facts.assigned) return 'nothing';
    if (lateBy(moment) > policy.delayNotice.tooLateMs) return 'tooLate';
    return toldOfAnotherCall(moment) ? 'numberJustTold' : null;
  },

  closureNotice: (moment) => {
    const { call, eligibility, policy } = moment;
    const right = eligibility.eligible && !phoneChanged(call);
    return right && lateBy(moment) <= policy.closureNotice.tooLateMs ? null : 'nothing';
  },

  survey: (moment) => {
    const { call, eligibility, policy } = moment;
    const { facts } = call;
    if (eligibility.reason) return eligibility.reason;
    if (facts.merged) return 'callMerged';
    if (facts.cancelled) return 'callCancelled';
    if (!facts.closed) return 'notClosed';
    const standing = dispositionStanding(policy, facts.dispositionCode);
    if (standing === 'unknown') return 'dispositionUnknown';
    if (standing === 'notSurveyed') return 'dispositionNotSurveyed';
    if (!acknowledged(call)) return 'noAcknowledgement';
    if (phoneChanged(call)) return 'phoneChanged';
    if (hasOtherCall(moment)) return 'otherCall';
    if (surveyedRecently(moment)) return 'surveyedRecently';
    return lateBy(moment) > policy.survey.tooLateMs ? 'tooLate' : null;
  },
};

function lateBy({ text, now }: Moment): number {
  return now - text.dueAt;
}

function acknowledged(call: CallRecord): boolean {
  const acknowledgement = acknowledgementOf(call);
  return acknowledgement?.outcome === 'sent' && !acknowledgement.undelivered;
}

function toldOfAnotherCall({ call, number, policy, now }: Moment): boolean {
  return number.texts.some(
    (text) =>
      text.kind === 'delayNotice' &&
      text.callNumber !== call.callNumber &&
      mayHaveArrived(text) &&
      isWithinLast(text.decidedAt, policy.delayNotice.numberJustToldMs, now),
  );
}

/** "From the number" is a call whose latest stated phone it is. */
function hasOtherCall({ call, number, policy, now }: Moment): boolean {
  return number.otherCalls.some(({ facts, lastEventKnownAt }) => {
    if (facts.phone?.numberId !== call.facts.phone?.numberId) return false;
    const justReceived =
      facts.received !== null &&
      isWithinLast(facts.received.occurredAt, policy.survey.otherCallReceivedMs, now);
    const open = facts.end === null && isWithinLast(lastEventKnownAt, policy.survey.otherCallOpenMs, now);
    return justReceived || open;
  });
}

function surveyedRecently({ number, policy, now }: Moment): boolean {
  return number.texts.some(
    (text) =>
      text.kind === 'survey' &&
      mayHaveArrived(text) &&
      isWithinLast(text.decidedAt, policy.survey.oncePerNumberMs, now),
  );
}

/** Story 12. */
function overCeiling({ text, number, policy, now }: Moment): boolean {
  const { windowMs, texts, lessUrgentTexts } = policy.ceiling;
  const got = number.texts.filter((one) => mayHaveArrived(one) && isWithinLast(one.decidedAt, windowMs, now));
  return got.length >= (text.kind === 'acknowledgement' ? texts : Math.min(texts, lessUrgentTexts));
}
