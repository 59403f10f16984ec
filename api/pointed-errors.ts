import type { z } from 'zod';
import type { PointedError } from './problem';

/** Enough to mend a body by; a body of nothing but wrong fields gets no answer larger than itself. */
const MOST_ERRORS = 20;

/**
 * Checks a value against a schema. What is wrong is said by place and rule; of what was sent, only the name of a
 * field we do not know is repeated.
 */
export function check<T>(schema: z.ZodType<T>, value: unknown): { value: T } | { errors: PointedError[] } {
  const parsed = schema.safeParse(value, { error: detailOf });
  if (parsed.success) return { value: parsed.data };
  return { errors: parsed.error.issues.flatMap(pointed).slice(0, MOST_ERRORS) };
}

function pointed(issue: z.core.$ZodIssue): PointedError[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerTo(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: pointerTo([...issue.path, key]),
    detail: 'is not a field we know',
  }));
}

function detailOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is required';
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_union') return 'must be a type of event we know';
  return undefined;
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
