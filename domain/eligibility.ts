import { callTypeGroups } from './code-groups';
import { joinLatches, latestPriority } from './call-facts';
import type { CallFacts, Latches } from './call-facts';
import { DAY, isWithinLast } from './instant';
import type { Instant } from './instant';
import type { NumberFacts, OtherCall } from './number-facts';
import type { Policy } from './policy';
import { EXCLUDING_FLAGS } from './reasons';
import type { Decision, EligibilityReason } from './reasons';

/** What line 6 is asked about: a call's facts with what it took over, and what is known of its number. */
export type Asked = {
  facts: CallFacts;
  takenOver: Latches;
  number: NumberFacts;
  policy: Policy;
  now: Instant;
};

type Line = (asked: Asked & { ever: Latches }) => EligibilityReason | null;

/** May this call be texted (story 6)? The first line that fails is the reason. */
export function decideEligibility(asked: Asked): Decision {
  const withEver = { ...asked, ever: joinLatches([asked.facts.latches, asked.takenOver]) };
  for (const line of LINES) {
    const reason = line(withEver);
    if (reason) return { eligible: false, reason };
  }
  return { eligible: true, reason: null };
}

const LINES: Line[] = [
  ({ facts }) => (facts.received ? null : 'notReceivedYet'),
  ({ ever }) => (isUnsafe(ever) ? 'doNotText' : null),
  ({ ever, policy }) => (wasProtectedType(ever, policy) ? 'callTypeExcluded' : null),
  ({ ever, policy }) => (wasHigherPriority(ever, policy) ? 'priorityWasHigher' : null),
  ({ ever }) => (ever.flags.includes('inProgress') ? 'inProgress' : null),
  ({ ever }) => EXCLUDING_FLAGS.find((flag) => ever.flags.includes(flag)) ?? null,
  ({ facts, policy }) => priorityReason(latestPriority(facts), policy),
  ({ facts, policy }) => callTypeReason(facts.callTypeCode, policy),
  ({ facts, policy }) => sourceReason(facts.source ?? policy.sourceWhenNotStated),
  ({ facts, policy }) => (facts.safeToText === 'yes' || policy.textWhenNotAsked ? null : 'notAskedIfSafe'),
  ({ facts, policy }) => phoneReason(facts, policy),
  ({ number }) => (number.institution ? 'institution' : null),
  (asked) => (isShared(asked) ? 'sharedNumber' : null),
  ({ number, policy, now }) =>
    number.otherCalls.some((other) => protectsNumber(other, policy, now)) ? 'numberProtected' : null,
  ({ number }) => (number.optedOut ? 'optedOut' : null),
  ({ number }) => (number.neverText ? 'neverText' : null),
  ({ number, policy, now }) =>
    number.notCapableSince !== null && isWithinLast(number.notCapableSince, policy.phoneNotCapableMs, now)
      ? 'phoneNotCapable'
      : null,
];

/** Line 2; either puts every number the call states on the never-text list. */
export function isUnsafe(ever: Latches): boolean {
  return ever.unsafeToText || ever.flags.includes('doNotText');
}

function wasProtectedType(ever: Latches, policy: Policy): boolean {
  return ever.callTypes.some((code) => callTypeGroups(policy, code).some((group) => group.protected));
}

/** More urgent than the most urgent texted priority; a code the policy does not know is no statement of urgency. */
function wasHigherPriority(ever: Latches, { priorities }: Policy): boolean {
  const rank = (code: string) => priorities.mostUrgentFirst.indexOf(code);
  const mostUrgentTexted = Math.min(...priorities.texted.map(rank));
  return ever.priorities.some((code) => rank(code) >= 0 && rank(code) < mostUrgentTexted);
}

function priorityReason(code: string | null, { priorities }: Policy): EligibilityReason | null {
  if (code !== null && priorities.texted.includes(code)) return null;
  return code !== null && priorities.mostUrgentFirst.includes(code) ? 'priorityNotTexted' : 'priorityUnknown';
}

function callTypeReason(code: string | null, policy: Policy): EligibilityReason | null {
  const groups = code === null ? [] : callTypeGroups(policy, code);
  if (groups.length === 0) return 'callTypeUnknown';
  return groups.every((group) => group.texted) ? null : 'callTypeNotTexted';
}

function sourceReason(source: Policy['sourceWhenNotStated']): EligibilityReason | null {
  if (source === 'public') return null;
  return source === 'unknown' ? 'sourceUnknown' : 'sourceNotPublic';
}

function phoneReason({ phone }: CallFacts, policy: Policy): EligibilityReason | null {
  if (!phone) return 'noPhone';
  const textable =
    phone.kind === 'ordinary' && phone.country !== null && policy.phoneCountries.includes(phone.country);
  return textable ? null : 'phoneNotUsable';
}

/** Line 12: counted are calls whose latest phone it is, received in the time up to and including this call's. */
function isShared({ facts, number, policy }: Asked): boolean {
  const receivedAt = facts.received?.occurredAt ?? 0;
  const callsWithin = (durationMs: number) =>
    1 +
    number.otherCalls.filter(
      (other) =>
        other.facts.phone?.numberId === facts.phone?.numberId &&
        other.facts.received !== null &&
        other.facts.received.occurredAt <= receivedAt &&
        isWithinLast(other.facts.received.occurredAt, durationMs, receivedAt),
    ).length;
  return (
    callsWithin(DAY) > policy.sharedNumber.callsInDay ||
    callsWithin(7 * DAY) > policy.sharedNumber.callsInWeek
  );
}

/** Line 13: a call that makes its caller's number one that is not texted about anything else either. */
function protectsNumber(other: OtherCall, policy: Policy, now: Instant): boolean {
  const ever = joinLatches([other.facts.latches, other.takenOver]);
  const { personalSafetyMs, riskOpenMs, riskEndedMs } = policy.numberProtected;
  const personal = ever.callTypes.some((code) =>
    callTypeGroups(policy, code).some((group) => group.personalSafety),
  );
  if (personal && isWithinLast(other.lastEventKnownAt, personalSafetyMs, now)) return true;
  const risk =
    wasHigherPriority(ever, policy) || ever.flags.includes('inProgress') || ever.flags.includes('hazard');
  if (!risk) return false;
  return other.facts.end
    ? isWithinLast(other.facts.end.occurredAt, riskEndedMs, now)
    : isWithinLast(other.lastEventKnownAt, riskOpenMs, now);
}
