import type { Response } from 'express';

/** One place of a body that is wrong: a JSON Pointer into it, and what is wrong there, never the value. */
export type PointedError = { pointer: string; detail: string };

/** An error answer of the CAD API (RFC 9457). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: PointedError[];
};

const TITLES = {
  'not-json': [400, 'The body is not JSON'],
  'bad-request': [400, 'The request cannot be read'],
  unauthorized: [401, 'A valid key is needed'],
  'bad-signature': [401, 'A valid signature is needed'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  conflict: [409, 'Sent before with other content'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'The body must be application/json in UTF-8'],
  invalid: [422, 'The content is not valid'],
  'too-many-events': [429, 'Too many events'],
  'internal-error': [500, 'Something went wrong here'],
  unavailable: [503, 'Not available at the moment'],
} as const;

export type ProblemName = keyof typeof TITLES;
export const PROBLEM_TYPES = Object.keys(TITLES).map(typeOf);

export function problem(name: ProblemName, more: Pick<Problem, 'detail' | 'errors'> = {}): Problem {
  const [status, title] = TITLES[name];
  return { type: typeOf(name), title, status, ...more };
}

export function sendProblem(response: Response, refusal: Problem): void {
  response.status(refusal.status).type('application/problem+json').send(JSON.stringify(refusal));
}

function typeOf(name: string): string {
  return `urn:heard:problem:${name}`;
}
