import type { CodeGroup, Policy } from './read-policy';

const matches = (code: string, entry: string): boolean =>
  entry.length > 1 && entry.startsWith('/') && entry.endsWith('/')
    ? new RegExp(entry.slice(1, -1), 'i').test(code)
    : entry.toLowerCase() === code.toLowerCase();

const groupsOf = (code: string, groups: CodeGroup[]): CodeGroup[] =>
  groups.filter(({ codes }) => codes.some((entry) => matches(code, entry)));

export const isProtected = (policy: Policy, callType: string): boolean =>
  groupsOf(callType, policy.callTypes).some((group) => group.protected);

export const isPersonalSafety = (policy: Policy, callType: string): boolean =>
  groupsOf(callType, policy.callTypes).some((group) => group.protected && group.personalSafety);

/** Where a code stands in several groups the strictest decides. */
export function callTypeStanding(policy: Policy, callType: string) {
  const groups = groupsOf(callType, policy.callTypes);
  return {
    known: groups.length > 0,
    texted: groups.every(({ texted }) => texted),
    delayNotices: groups.every(({ delayNotices }) => delayNotices),
  };
}

export function dispositionStanding(policy: Policy, disposition: string) {
  const groups = groupsOf(disposition, policy.dispositions);
  return { known: groups.length > 0, surveyed: groups.every(({ surveyed }) => surveyed) };
}

/** More urgent than every texted priority; a priority the policy does not know is not. */
export function isAboveTexted(policy: Policy, priority: string): boolean {
  const { mostUrgentFirst, texted } = policy.priorities;
  const rank = mostUrgentFirst.indexOf(priority);
  return rank >= 0 && texted.every((code) => rank < mostUrgentFirst.indexOf(code));
}
