import { join } from 'node:path';
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
export async function waitUntilReady(
  { apiUrl, crew, home }: { apiUrl: string; crew: Crew; home: string },
  mayLack: readonly string[],
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const logs = `see ${join(home, 'logs')}`;
  for (;;) {
    const missing = await listMissing(apiUrl);
    if (missing.every((name) => mayLack.includes(name))) return;
    const deaths = crew.deaths();
    if (deaths.length >= TOO_MANY_DEATHS) throw new StartError(`The ${deaths.at(-1)} keeps ending: ${logs}.`);
    if (Date.now() > deadline)
      throw new StartError(`Heard lacks ${missing.join(', ')} after a minute: ${logs}.`);
    await sleep(50);
  }
}

async function listMissing(apiUrl: string): Promise<string[]> {
  const response = await fetch(`${apiUrl}/readyz`).catch(() => null);
  if (response?.ok) return [];
  const answer = notReady.safeParse(await response?.json().catch(() => null));
  return answer.success ? answer.data.missing : ['an answer of the API'];
}
