import { codeMatches, groupsOf } from '../../domain/code-groups';
import type { CodeGroup } from '../../domain/policy';
import type { RuleProblem } from './file-problem';
import type { PolicyFile } from './policy-schema';
import { checkRepeats } from './repeats';

type Kind = 'callTypes' | 'dispositions';
const KINDS: Kind[] = ['callTypes', 'dispositions'];

/** No code in two groups unseen, no pattern that cannot be read, no group that is texted and protected. */
export function checkCodeGroups(policy: PolicyFile): RuleProblem[] {
  const broken = KINDS.flatMap((kind) => checkPatterns(policy[kind], kind));
  return [
    ...broken,
    ...policy.callTypes.flatMap(checkStanding),
    ...KINDS.flatMap((kind) =>
      checkRepeats(
        policy[kind].map(({ group }) => group),
        [kind],
      ),
    ),
    ...(broken.length > 0 ? [] : [...checkUnseen(policy), ...checkSeen(policy)]),
  ];
}

function checkPatterns(groups: CodeGroup[], kind: Kind): RuleProblem[] {
  return groups.flatMap(({ codes }, group) =>
    codes.flatMap((code, index) => {
      const message = patternProblem(code);
      return message ? [{ path: [kind, group, 'codes', index], message }] : [];
    }),
  );
}

function patternProblem(code: string): string | null {
  if (!code.startsWith('/')) return null;
  if (!/^\/.+\/$/.test(code)) return `${code} needs a slash at both ends to be a pattern`;
  try {
    codeMatches(code, '');
    return null;
  } catch {
    return `${code} is not a regular expression`;
  }
}

function checkStanding(group: PolicyFile['callTypes'][number], index: number): RuleProblem[] {
  const path = ['callTypes', index];
  return [
    ...(group.protected && group.texted
      ? [{ path, message: `${group.group} is both protected and texted` }]
      : []),
    ...(group.personalSafety && !group.protected
      ? [{ path, message: `${group.group} needs protected: true to be of personal safety` }]
      : []),
    ...(group.delayNotices && !group.texted
      ? [{ path, message: `${group.group} needs texted: true to get delay notices` }]
      : []),
  ];
}

/** A listed code that another group lists or has a pattern for as well. */
function checkUnseen(policy: PolicyFile): RuleProblem[] {
  const seen = policy.inSeveralGroups.map(upper);
  return KINDS.flatMap((kind) =>
    policy[kind].flatMap((own, group) =>
      own.codes.flatMap((code, index) => {
        if (isPattern(code) || seen.includes(upper(code))) return [];
        const others = groupsOf<CodeGroup>(policy[kind], code).filter((other) => other !== own);
        return others.map((other) => ({
          path: [kind, group, 'codes', index],
          message:
            `'${code}' is in ${own.group} and, by ${matching(other, code)}, in ${other.group}; ` +
            'name it in inSeveralGroups if that is meant',
        }));
      }),
    ),
  );
}

/** A code said to stand in several groups that stands in one or in none: the list would hide the next mistake. */
function checkSeen(policy: PolicyFile): RuleProblem[] {
  return policy.inSeveralGroups.flatMap((code, index) => {
    const groups = KINDS.map((kind) => groupsOf<CodeGroup>(policy[kind], code));
    if (groups.some(({ length }) => length > 1)) return [];
    const [only] = groups.flat();
    const message = only ? `'${code}' is only in ${only.group}` : `'${code}' is in no group`;
    return [{ path: ['inSeveralGroups', index], message }];
  });
}

function matching({ codes }: CodeGroup, code: string): string {
  return codes.find((listed) => codeMatches(listed, code)) ?? code;
}

function isPattern(code: string): boolean {
  return code.startsWith('/');
}

function upper(code: string): string {
  return code.toUpperCase();
}
