import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createPolicyReader, putPolicyInForce } from '../../../db/policies';
import { createPool } from '../../../db/pool';
import { createVault } from '../../../db/vault';
import { createServer } from '../../../api/server';
import { loadAgency } from '../../../runtime/agency';
import type { Heard } from '../../../runtime/compose';
import { readConfig } from '../../../runtime/config';
import { packageRoot } from '../../../runtime/paths';
import { createTestDatabase } from '../../support/database';

export const KEY = 'first-key';
export const STORY_START = Date.parse('2026-01-15T15:00:00Z');

const base64Key = Buffer.alloc(32, 7).toString('base64');

export type RunningApi = {
  url: string;
  heard: Heard;
  /** How often the relay was told that there is something new. */
  kicks: () => number;
  /** The lines of the log. */
  log: () => string[];
  request(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
};

/**
 * The API on a free port, on a database of its own with Ottawa's policy in force; only the clock and the way to
 * Temporal are ours. Settings are given as in the environment.
 */
export async function startApi(
  settings: Record<string, string> = {},
  {
    databaseUrl,
    clock = { now: () => STORY_START, scale: 1 },
  }: { databaseUrl?: string; clock?: Heard['clock'] } = {},
): Promise<RunningApi> {
  const database = databaseUrl ? null : await createTestDatabase();
  const config = readConfig({
    HEARD_CAD_KEYS: `cad:${KEY},other:other-key`,
    HEARD_MASTER_KEYS: `m1:${base64Key}`,
    HEARD_HASH_KEYS: `h1:${base64Key}`,
    HEARD_PUBLIC_URL: 'https://texts.example.ca',
    TEMPORAL_ADDRESS: 'localhost:1',
    DATABASE_URL: databaseUrl ?? database?.url,
    ...settings,
  });
  const agency = loadAgency(join(packageRoot, 'agencies', config.agency));
  const lines: string[] = [];
  const note = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const db = createPool(config.databaseUrl);
  if (database) await putPolicyInForce(db, agency, STORY_START);
  const heard: Heard = {
    config,
    agency,
    db,
    clock,
    anchor: () => ({ realAt: 0, storyAt: 0, scale: 1 }),
    vault: createVault(config.masterKeys, config.hashKeys),
    policyInForce: createPolicyReader(),
    log: { debug: note, info: note, warn: note, error: note },
    close: () => db.end(),
  };
  let kicks = 0;
  const app = createServer({
    heard,
    relay: { kick: () => (kicks += 1) },
    workersPoll: () => Promise.resolve(true),
  });
  const server = createHttpServer(app).listen(0);
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const request = (path: string, init: RequestInit = {}) =>
    fetch(url + path, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${KEY}`, ...init.headers },
    });
  return {
    url,
    heard,
    kicks: () => kicks,
    log: () => lines,
    request,
    post: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await heard.close();
      await database?.drop();
    },
  };
}

let events = 0;

/** An event with an id of its own. */
export function anEvent(stated: Record<string, unknown>): Record<string, unknown> {
  events += 1;
  return { eventId: `event-${events}`, ...stated };
}

/** A call that may be texted, from one of the hundred example numbers. */
export function aReceived(stated: Record<string, unknown> = {}): Record<string, unknown> {
  const phone = `613-555-01${String(events % 100).padStart(2, '0')}`;
  return anEvent({
    type: 'received',
    occurredAt: '2026-01-15T10:00:00-05:00',
    priorityCode: '3',
    callTypeCode: 'THEFT',
    reportingParty: { phone },
    ...stated,
  });
}
