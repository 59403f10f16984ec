import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { callReadingSchema } from '../../api/answer-schema';

export type CallReading = z.infer<typeof callReadingSchema>;

export type HeardApi = { apiUrl: string; key: string };

const AT_ONCE = 8;
const TRIES = 30;

/** Reads calls back, in the order asked for; null for one that the API never heard of. */
export async function readCalls(
  api: HeardApi,
  callNumbers: readonly string[],
): Promise<(CallReading | null)[]> {
  const readings: (CallReading | null)[] = [];
  const waiting = callNumbers.entries();
  const read = async (): Promise<void> => {
    for (const [index, callNumber] of waiting) readings[index] = await readCall(api, callNumber);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  return readings;
}

/** Asks again for half a minute: the API may be starting anew, or may be told to by somebody who tests it. */
async function readCall(api: HeardApi, callNumber: string): Promise<CallReading | null> {
  for (let left = TRIES; left > 0; left -= 1) {
    const response = await get(api, `/v1/calls/${encodeURIComponent(callNumber)}`);
    if (response?.status === 200) return callReadingSchema.parse(await response.json());
    if (response?.status === 404) return null;
    await sleep(1_000);
  }
  throw new Error('the API does not answer any more');
}

async function get({ apiUrl, key }: HeardApi, path: string): Promise<Response | null> {
  return fetch(new URL(path, apiUrl), {
    headers: { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null);
}
