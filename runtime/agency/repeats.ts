import type { RulePath, RuleProblem } from './file-problem';

export function checkRepeats(entries: string[], path: RulePath): RuleProblem[] {
  return entries.flatMap((entry, index) =>
    entries.indexOf(entry) === index
      ? []
      : [{ path: [...path, index], message: `'${entry}' stands there twice` }],
  );
}
