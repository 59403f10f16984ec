import { callTypeStanding, isAboveTexted, isPersonalSafety, isProtected } from './codes';
import type { Facts } from './fold';
import type { Instant, Policy } from './read-policy';
import { reach, type Call, type World } from './world';

export type Decision = { eligible: boolean; reason: string | null };

const day = 86_400_000;
const otherFlags = ['hazard', 'juvenile', 'mentalHealth', 'hangUp', 'thirdParty'];

/** What holds for good once it was so: the call's own and what it takes over (story, 4). */
type Ever = { flags: Set<string>; unsafe: boolean; priorities: string[]; callTypes: string[] };

function everOf(world: World, call: Call): Ever {
  const sources = reach(world.sources, call.callNumber).flatMap((number) => world.calls.get(number) ?? []);
  const all = [call, ...sources].map(({ facts }) => facts);
  return {
    flags: new Set(all.flatMap(({ flags }) => [...flags])),
    unsafe: all.some(({ everUnsafe }) => everUnsafe),
    priorities: all.flatMap(({ priorities }) => priorities.map(({ code }) => code)),
    callTypes: all.flatMap(({ callTypes }) => [...callTypes]),
  };
}

/** Story, 6 on everything known now. */
export function decide(world: World, call: Call, now: Instant): Decision {
  const reason = reasonAgainst(world, call, now);
  return { eligible: reason === null, reason };
}

function reasonAgainst(world: World, call: Call, now: Instant): string | null {
  const { policy } = world;
  if (!call.facts.received) return 'notReceivedYet';
  return (
    reasonForGood(policy, everOf(world, call)) ??
    reasonOfNow(policy, call.facts) ??
    reasonOfNumber(world, call, now)
  );
}

const isDoNotText = ({ flags, unsafe }: Ever): boolean => flags.has('doNotText') || unsafe;

function reasonForGood(policy: Policy, ever: Ever): string | null {
  if (isDoNotText(ever)) return 'doNotText';
  if (ever.callTypes.some((code) => isProtected(policy, code))) return 'callTypeExcluded';
  if (ever.priorities.some((code) => isAboveTexted(policy, code))) return 'priorityWasHigher';
  if (ever.flags.has('inProgress')) return 'inProgress';
  return otherFlags.find((flag) => ever.flags.has(flag)) ?? null;
}

function reasonOfNow(policy: Policy, facts: Facts): string | null {
  const { priority = '', callType = '', phone } = facts;
  const { mostUrgentFirst, texted } = policy.priorities;
  if (!mostUrgentFirst.includes(priority)) return 'priorityUnknown';
  if (!texted.includes(priority)) return 'priorityNotTexted';
  const standing = callTypeStanding(policy, callType);
  if (!standing.known) return 'callTypeUnknown';
  if (!standing.texted) return 'callTypeNotTexted';
  if ((facts.source ?? policy.whenNotStated.source) !== 'public') {
    return facts.source === undefined ? 'sourceUnknown' : 'sourceNotPublic';
  }
  const stated = facts.safeToText === 'notAsked' ? undefined : facts.safeToText;
  if ((stated ?? policy.whenNotStated.safeToText) !== 'yes') return 'notAskedIfSafe';
  if (!phone) return 'noPhone';
  return phone.usable ? null : 'phoneNotUsable';
}

function reasonOfNumber(world: World, call: Call, now: Instant): string | null {
  const number = call.facts.phone?.number ?? '';
  const stating = [...(world.stating.get(number) ?? [])];
  if (world.lists.institutions.includes(number)) return 'institution';
  if (isShared(world.policy, call, stating)) return 'sharedNumber';
  const others = stating.filter((other) => other !== call);
  if (others.some((other) => protects(world, other, now))) return 'numberProtected';
  return stating.some((other) => isDoNotText(everOf(world, other))) ? 'neverText' : null;
}

function isShared({ sharedNumber }: Policy, call: Call, stating: Call[]): boolean {
  const receivedAt = call.facts.received?.occurredAt ?? 0;
  const ages = stating
    .filter(({ facts }) => facts.received && facts.phone?.number === call.facts.phone?.number)
    .map(({ facts }) => receivedAt - (facts.received?.occurredAt ?? 0))
    .filter((age) => age >= 0);
  const within = (span: number): number => ages.filter((age) => age < span).length;
  return within(day) > sharedNumber.callsInDay || within(7 * day) > sharedNumber.callsInWeek;
}

/** When the last event of a call was known. */
export const lastKnownAt = ({ events }: Call): Instant => Math.max(...events.map(({ knownAt }) => knownAt));

function protects(world: World, other: Call, now: Instant): boolean {
  const { policy } = world;
  const { personalSafety, riskWhileOpen, riskAfterEnd } = policy.numberProtected;
  const ever = everOf(world, other);
  const quietFor = now - lastKnownAt(other);
  if (ever.callTypes.some((code) => isPersonalSafety(policy, code)) && quietFor < personalSafety) return true;
  const risky =
    ever.priorities.some((code) => isAboveTexted(policy, code)) ||
    ever.flags.has('inProgress') ||
    ever.flags.has('hazard');
  const [end] = other.facts.ends;
  return risky && (end ? now - end.occurredAt < riskAfterEnd : quietFor < riskWhileOpen);
}
