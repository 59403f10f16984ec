import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Crew } from './crew';
import { StartError } from './start-error';

const READY_WITHIN_MS = 60_000;
const TOO_MANY_DEATHS = 3;
const notReady = z.object({ missing: z.array(z.string()) });

/**
 * Resolves when the API says that it is ready, or lacks nothing but what `mayLack` names.
 * @throws StartError after a minute, or when the crew keeps dying
 */
export async function waitUntilReady(apiUrl: string, crew: Crew, mayLack: readonly string[]): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let missing = ['an answer of the API'];
  while (Date.now() < deadline && crew.deaths() < TOO_MANY_DEATHS) {
    missing = await listMissing(apiUrl);
    if (missing.every((name) => mayLack.includes(name))) return;
    await sleep(50);
  }
  throw new StartError(`Heard does not become ready, it lacks ${missing.join(', ')}: its logs tell more.`);
}

async function listMissing(apiUrl: string): Promise<string[]> {
  const response = await fetch(`${apiUrl}/readyz`).catch(() => null);
  if (response?.ok) return [];
  const answer = notReady.safeParse(await response?.json().catch(() => null));
  return answer.success ? answer.data.missing : ['an answer of the API'];
}
