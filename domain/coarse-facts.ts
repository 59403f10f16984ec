import { callTypeGroups } from './code-groups';
import { latestPriority } from './call-facts';
import type { CallFacts } from './call-facts';
import type { Instant } from './instant';
import type { Policy } from './policy';

/** What a survey answer may keep of its call, the first to be dropped first. */
const DROPPED_IN_ORDER = ['division', 'callTypeGroup', 'language', 'priority'] as const;
export type CoarseFacts = Partial<Record<(typeof DROPPED_IN_ORDER)[number], string | null>>;

/** Fewer invited calls sharing an answer's facts could point at a caller (design 9). */
export const FEWEST_INVITED = 20;

export function coarseFacts(facts: CallFacts, policy: Policy, language: string | null): CoarseFacts {
  const groups = facts.callTypeCode === null ? [] : callTypeGroups(policy, facts.callTypeCode);
  return {
    division: facts.division,
    callTypeGroup: groups[0]?.group ?? null,
    language,
    priority: latestPriority(facts),
  };
}

/** Keeps of an answer's facts what at least {@link FEWEST_INVITED} invited calls share, dropping in a fixed order. */
export function coarsened(facts: CoarseFacts, invited: readonly CoarseFacts[]): CoarseFacts {
  for (let dropped = 0; dropped < DROPPED_IN_ORDER.length; dropped++) {
    const kept = DROPPED_IN_ORDER.slice(dropped);
    const sharing = invited.filter((one) => kept.every((fact) => one[fact] === facts[fact]));
    if (sharing.length >= FEWEST_INVITED) return Object.fromEntries(kept.map((fact) => [fact, facts[fact]]));
  }
  return {};
}

/** `2026-Q1`, in UTC: coarse enough that the zone does not matter. */
export function quarterOf(at: Instant): string {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
