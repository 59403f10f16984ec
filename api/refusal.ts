import { problem, type Problem, type ProblemName } from './problem';

/** Thrown at the door, where a request ends before it was looked into; answered as its problem says. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly problem: Problem;
  readonly headers: Record<string, string>;

  constructor(
    name: ProblemName,
    more: Pick<Problem, 'detail' | 'errors'> = {},
    headers: Record<string, string> = {},
  ) {
    super(name);
    this.problem = problem(name, more);
    this.headers = headers;
  }
}

const RETRY_AFTER_SECONDS = 2;

/** 503: nothing is wrong with the request, and the same one can be sent again. */
export function unavailable(detail: string): Refusal {
  return new Refusal('unavailable', { detail }, { 'retry-after': String(RETRY_AFTER_SECONDS) });
}
