/** Something wrong in a file of an agency; `rule` is the way to it inside the file, e.g. `delayNotice.first`. */
export type FileProblem = { file: string; line: number; rule: string; message: string };

export type RulePath = readonly (string | number)[];

/** A rule that the rest of its file, or of the agency's files, contradicts. */
export type RuleProblem = { path: RulePath; message: string };

/** Every problem of an agency's files at once, one a line, so that a person needs one round to mend them. */
export class AgencyFileError extends Error {
  override name = 'AgencyFileError';

  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(sayProblem).join('\n'));
    this.problems = problems;
  }
}

/** @example agencies/ottawa/policy.yaml:41 delayNotice.first: needs every texted priority; '4' is missing */
export function sayProblem({ file, line, rule, message }: FileProblem): string {
  return `${file}:${line} ${rule}: ${message}`;
}

/** @example callTypes[3].codes[1] */
export function sayRule(path: RulePath): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === 'number') return `${said}[${part}]`;
    return said === '' ? part : `${said}.${part}`;
  }, '');
}
