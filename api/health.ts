import type { RequestHandler } from 'express';
import { toIso } from '../domain/instant';
import type { Api } from './api';

/** `GET /healthz`: the process answers; `story` is the time it is in the story, null before its clock is set. */
export function getHealth({ heard }: Api): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'ok', story: heard.anchor() && toIso(heard.clock.now()) });
  };
}

/** `GET /readyz`: 200 when events can be accepted; else 503 with what is missing. */
export function getReadiness(api: Api): RequestHandler {
  return async (_request, response) => {
    const missing = await listMissing(api);
    const ready = missing.length === 0;
    response.status(ready ? 200 : 503).json(ready ? { status: 'ready' } : { status: 'notReady', missing });
  };
}

async function listMissing({ heard, workersPoll }: Api): Promise<string[]> {
  const parts = {
    database: () => heard.db.query('select').then(() => true),
    policy: () => heard.policyInForce(heard.db).then(() => true),
    clock: () => Promise.resolve(heard.anchor() !== null),
    workers: workersPoll,
  };
  const states = Object.entries(parts).map(async ([name, isThere]) =>
    (await isThere().catch(() => false)) ? [] : [name],
  );
  return (await Promise.all(states)).flat();
}
