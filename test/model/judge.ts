import { callTypeStanding, dispositionStanding } from './codes';
import { decide, lastKnownAt } from './eligibility';
import type { Facts } from './fold';
import type { Moment } from './moments';
import type { Instant, Policy } from './read-policy';
import type { Call, Text, World } from './world';

/** What becomes of a text at its moment; `nothing` leaves no row. */
export type Verdict = { outcome: 'sent' | 'nothing'; reason: null } | { outcome: 'notSent'; reason: string };

const sent: Verdict = { outcome: 'sent', reason: null };
const nothing: Verdict = { outcome: 'nothing', reason: null };

/** Story, 8 to 12, for a moment looked at now. */
export function judge(world: World, call: Call, moment: Moment, now: Instant): Verdict {
  switch (moment.kind) {
    case 'acknowledgement':
      return verdictOf(againstAcknowledgement(world, call, now));
    case 'delayNotice':
      return noNoticeNow(world.policy, call.facts)
        ? nothing
        : judgeDelayNotice(world, call, now, now - moment.dueAt);
    case 'closureNotice':
      return judgeClosureNotice(world, call, now, now - moment.dueAt);
    case 'survey':
      return verdictOf(againstSurvey(world, call, now, now - moment.dueAt));
  }
}

const verdictOf = (reason: string | null): Verdict =>
  reason === null ? sent : { outcome: 'notSent', reason };

const acknowledgementOf = (call: Call): Text | undefined =>
  call.texts.find(({ kind }) => kind === 'acknowledgement');

const isOtherPhone = (call: Call): boolean =>
  call.facts.phone?.number !== acknowledgementOf(call)?.facts.phone?.number;

/** The texts a call's number got less than `within` ago. */
function gotLately(world: World, call: Call, now: Instant, within: number): Text[] {
  const texts = world.sentTo.get(call.facts.phone?.number ?? '') ?? [];
  return texts.filter(({ decidedAt }) => now - decidedAt < within);
}

function overCeiling(
  world: World,
  call: Call,
  now: Instant,
  limit: 'texts' | 'lessUrgentTexts',
): string | null {
  const { ceiling } = world.policy;
  return gotLately(world, call, now, ceiling.within).length >= ceiling[limit] ? 'overCeiling' : null;
}

function againstAcknowledgement(world: World, call: Call, now: Instant): string | null {
  const { facts } = call;
  const { reason } = decide(world, call, now);
  if (reason !== null) return reason;
  if (facts.ends.length > 0) return 'callEnded';
  if (facts.attended) return 'officerArrived';
  const begun = Math.max(facts.received?.occurredAt ?? 0, facts.callTakingEnded?.occurredAt ?? 0);
  if (now - begun > world.policy.acknowledgement.tooLate) return 'tooLate';
  return overCeiling(world, call, now, 'texts');
}

/** Story, 9.1: no delay notices while this is so. */
export function noNoticeNow({ delayNotice }: Policy, facts: Facts): boolean {
  const receivedAt = facts.received?.occurredAt ?? 0;
  const reopenedLate = facts.reopenings.some(
    ({ occurredAt }) => occurredAt - receivedAt > delayNotice.notAfterReopening,
  );
  return facts.ends.length > 0 || facts.attended || reopenedLate;
}

function judgeDelayNotice(world: World, call: Call, now: Instant, late: number): Verdict {
  const { facts } = call;
  const { delayNotice } = world.policy;
  const { reason } = decide(world, call, now);
  if (reason !== null) return verdictOf(reason);
  if (isOtherPhone(call)) return verdictOf('phoneChanged');
  if (!callTypeStanding(world.policy, facts.callType ?? '').delayNotices) return verdictOf('delayNotForType');
  if (facts.assigned) return nothing;
  if (late > delayNotice.tooLate) return verdictOf('tooLate');
  const justTold = gotLately(world, call, now, delayNotice.numberJustTold).some(
    ({ kind, callNumber }) => kind === 'delayNotice' && callNumber !== call.callNumber,
  );
  return verdictOf(justTold ? 'numberJustTold' : overCeiling(world, call, now, 'lessUrgentTexts'));
}

function judgeClosureNotice(world: World, call: Call, now: Instant, late: number): Verdict {
  const { eligible } = decide(world, call, now);
  if (!eligible || isOtherPhone(call) || late > world.policy.closureNotice.tooLate) return nothing;
  return verdictOf(overCeiling(world, call, now, 'lessUrgentTexts'));
}

function againstSurvey(world: World, call: Call, now: Instant, late: number): string | null {
  const { facts } = call;
  const { survey } = world.policy;
  const { reason } = decide(world, call, now);
  if (reason !== null) return reason;
  // Not closed cannot happen here: a `reopened` takes the moment itself away.
  if (facts.merged) return 'callMerged';
  if (facts.cancelled) return 'callCancelled';
  const disposition = dispositionStanding(world.policy, facts.disposition ?? '');
  if (!disposition.known) return 'dispositionUnknown';
  if (!disposition.surveyed) return 'dispositionNotSurveyed';
  const first = acknowledgementOf(call);
  if (first?.outcome !== 'sent' || ['undelivered', 'failed'].includes(first.delivery ?? '')) {
    return 'noAcknowledgement';
  }
  if (isOtherPhone(call)) return 'phoneChanged';
  if (otherCall(world, call, now)) return 'otherCall';
  const got = gotLately(world, call, now, survey.oncePerNumber);
  if (got.some(({ kind }) => kind === 'survey')) return 'surveyedRecently';
  return late > survey.tooLate ? 'tooLate' : overCeiling(world, call, now, 'lessUrgentTexts');
}

function otherCall(world: World, call: Call, now: Instant): boolean {
  const { otherCallReceived, otherCallOpen } = world.policy.survey;
  const number = call.facts.phone?.number ?? '';
  return [...(world.stating.get(number) ?? [])].some((other) => {
    if (other === call || other.facts.phone?.number !== number) return false;
    const { received, ends } = other.facts;
    const lately = received !== undefined && now - received.occurredAt < otherCallReceived;
    return lately || (ends.length === 0 && now - lastKnownAt(other) < otherCallOpen);
  });
}
