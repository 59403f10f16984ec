import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;

/**
 * Looks until what it sees is as wanted, and gives it. Where looking itself fails, it looks again.
 * @throws Error with what was seen last when that does not happen in time
 */
export async function eventually<T>(
  look: () => Promise<T>,
  isWanted: (seen: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: String(error) }),
    );
    if ('value' in seen && isWanted(seen.value)) return seen.value;
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(seen)}`);
    await sleep(LOOK_EVERY_MS);
  }
}
