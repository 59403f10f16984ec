import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isDatabaseAway } from '../db/pool';
import { ClockNotSet } from '../runtime/compose';
import type { Api } from './api';
import { frameFor } from './page-frame';
import { renderPage } from './pages/page';
import { WordsPage } from './pages/words-page';
import { sendProblem } from './problem';
import { Refusal, unavailable } from './refusal';

/** An address we do not have. */
export function notFound(api: Api): RequestHandler {
  return (request, response) => refuse(api, request, response, new Refusal('not-found'));
}

/** The methods an address has are said; every other one is refused. */
export function allowOnly(api: Api, ...methods: string[]): RequestHandler {
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (request, response) => {
    refuse(api, request, response, new Refusal('method-not-allowed', {}, { allow: allow.join(', ') }));
  };
}

/** Whatever was thrown on the way to an answer. Four parameters are how Express knows such a handler. */
export function answerErrors(api: Api): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = refusalOf(error);
    if (refusal.problem.status === 500) {
      api.heard.log.error({ method: request.method, error }, 'a request could not be answered');
    }
    if (response.headersSent) response.destroy();
    else refuse(api, request, response, refusal);
  };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isDatabaseAway(error)) return unavailable('The database is away.');
  if (error instanceof ClockNotSet) return unavailable('The clock is not set yet.');
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  if (status === 413) return new Refusal('too-large');
  return new Refusal(
    typeof status === 'number' && status >= 400 && status < 500 ? 'bad-request' : 'internal-error',
  );
}

/** Each reader in its own way: the CAD a problem, the carrier a bare status, people a page. */
function refuse(api: Api, request: Request, response: Response, refusal: Refusal): void {
  response.set(refusal.headers);
  if (isBelow('/v1', request.path)) sendProblem(response, refusal.problem);
  else if (isBelow('/twilio', request.path)) response.status(refusal.problem.status).end();
  else showPage(api, request, response, refusal);
}

function showPage(
  { heard }: Api,
  request: Request,
  response: Response,
  { problem: { status } }: Refusal,
): void {
  const frame = frameFor(heard.agency, request.path);
  const words = frame.words.pages[status >= 500 ? 'unavailable' : 'notFound'];
  response.status(status).send(renderPage(WordsPage({ frame, words, noIndex: true })));
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
