import { checkCodeGroups } from './code-group-rules';
import type { RulePath, RuleProblem } from './file-problem';
import type { PolicyFile } from './policy-schema';
import { checkRepeats } from './repeats';

/** Every contradiction inside a policy of the right shape. */
export function checkPolicy(policy: PolicyFile): RuleProblem[] {
  return [
    ...checkTimeZone(policy),
    ...checkPriorities(policy),
    ...checkDelayNotices(policy),
    ...checkQuietTimes(policy),
    ...checkCeiling(policy),
    ...checkCodeGroups(policy),
    ...checkRepeats(policy.languages, ['languages']),
    ...checkRepeats(policy.phoneCountries, ['phoneCountries']),
  ];
}

function checkTimeZone({ timeZone }: PolicyFile): RuleProblem[] {
  const problem = { path: ['timeZone'], message: `'${timeZone}' is not an IANA time zone` };
  // Intl takes fixed offsets as well, and they would be an hour wrong for half of the year.
  if (!/^[A-Za-z]/.test(timeZone)) return [problem];
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [problem];
  }
}

function checkPriorities({ priorities }: PolicyFile): RuleProblem[] {
  const { mostUrgentFirst, texted } = priorities;
  return [
    ...checkRepeats(mostUrgentFirst, ['priorities', 'mostUrgentFirst']),
    ...checkRepeats(texted, ['priorities', 'texted']),
    ...checkAmong(texted, mostUrgentFirst, ['priorities', 'texted'], 'priorities.mostUrgentFirst'),
  ];
}

function checkDelayNotices({ delayNotice, priorities: { texted } }: PolicyFile): RuleProblem[] {
  const { first, next, most, firstDespiteQuiet } = delayNotice;
  const missing = texted.filter((priority) => !(priority in first));
  return [
    ...missing.map((priority) => ({
      path: ['delayNotice', 'first'],
      message: `needs every texted priority; '${priority}' is missing`,
    })),
    ...Object.keys(first)
      .filter((priority) => !texted.includes(priority))
      .map((priority) => ({
        path: ['delayNotice', 'first', priority],
        message: `'${priority}' is not a texted priority`,
      })),
    ...(next.length === most - 1
      ? []
      : [
          {
            path: ['delayNotice', 'next'],
            message: `needs ${most - 1} entries, one fewer than delayNotice.most; there are ${next.length}`,
          },
        ]),
    ...checkAmong(firstDespiteQuiet, texted, ['delayNotice', 'firstDespiteQuiet'], 'priorities.texted'),
  ];
}

function checkAmong(entries: string[], known: string[], path: RulePath, rule: string): RuleProblem[] {
  return entries.flatMap((entry, index) =>
    known.includes(entry) ? [] : [{ path: [...path, index], message: `'${entry}' is not in ${rule}` }],
  );
}

function checkQuietTimes({ delayNotice, closureNotice, survey }: PolicyFile): RuleProblem[] {
  return Object.entries({ delayNotice, closureNotice, survey })
    .filter(([, { quiet }]) => quiet.from === quiet.to)
    .map(([text]) => ({ path: [text, 'quiet'], message: 'needs an end other than its beginning' }));
}

function checkCeiling({ ceiling }: PolicyFile): RuleProblem[] {
  return ceiling.lessUrgentTexts <= ceiling.texts
    ? []
    : [{ path: ['ceiling', 'lessUrgentTexts'], message: 'needs to be no more than ceiling.texts' }];
}
