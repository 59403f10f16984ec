import type { CallTypeGroup, CodeGroup, DispositionGroup, Policy } from './policy';

/** A code belongs to every group that lists it or has a pattern found in it; case is ignored (story 6.8). */
export function groupsOf<G extends CodeGroup>(groups: readonly G[], code: string): G[] {
  return groups.filter((group) => group.codes.some((listed) => codeMatches(listed, code)));
}

export function codeMatches(listed: string, code: string): boolean {
  const pattern = /^\/(.+)\/$/.exec(listed)?.[1];
  return pattern === undefined
    ? listed.toLowerCase() === code.toLowerCase()
    : new RegExp(pattern, 'i').test(code);
}

export function callTypeGroups(policy: Policy, code: string): CallTypeGroup[] {
  return groupsOf(policy.callTypes, code);
}

/** Known and surveyed, known and not, or unknown; the stricter group wins. */
export function dispositionStanding(
  policy: Policy,
  code: string | null,
): 'surveyed' | 'notSurveyed' | 'unknown' {
  const groups: DispositionGroup[] = code === null ? [] : groupsOf(policy.dispositions, code);
  if (groups.length === 0) return 'unknown';
  return groups.every((group) => group.surveyed) ? 'surveyed' : 'notSurveyed';
}

export function delayNoticesFor(policy: Policy, code: string): boolean {
  const groups = callTypeGroups(policy, code);
  return groups.length > 0 && groups.every((group) => group.delayNotices);
}
