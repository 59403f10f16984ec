import type { z } from 'zod';

const KINDS: Record<string, string> = {
  string: "text; put a code in quotes, as in '3'",
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'rules of its own',
  record: 'rules of its own',
};

/** For a value of a form of its own, said in its own words where it is there at all. */
export function needs(form: string): (issue: { input: unknown }) => string {
  return ({ input }) => (input === undefined ? 'is missing' : `needs ${form}`);
}

/** What is wrong with one value, in words for somebody who writes policies and not programs. */
export function sayIssue(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `needs ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return needsOneOf(issue.values);
    case 'invalid_union':
      return needsOneOf(Array.isArray(issue.options) ? issue.options : []);
    case 'too_small':
      return `needs at least ${issue.minimum}${lengthUnit(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `needs at most ${issue.maximum}${lengthUnit(issue.origin, issue.maximum)}`;
    default:
      return issue.message ?? 'is not as it needs to be';
  }
}

function needsOneOf(values: readonly unknown[]): string {
  return `needs to be one of ${values.map(String).join(', ')}`;
}

function lengthUnit(origin: string, length: number | bigint): string {
  if (origin === 'string') return length === 1 ? ' character' : ' characters';
  if (origin === 'array') return length === 1 ? ' entry' : ' entries';
  return '';
}
