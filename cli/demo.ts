import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storyTime, type ClockAnchor } from '../domain/clock';
import type { EmbeddedHeard } from '../runtime/embedded/supervisor';
import { packageRoot } from '../runtime/paths';
import { playCalls } from '../simulators/cad';
import { parseRecordedEvents } from '../simulators/cad/recorded-event';
import { relabelRun } from '../simulators/cad/relabel-run';

/** How fast the demo's story runs: the first texts come after seconds, a notice after half a minute. */
export const DEMO_SCALE = 60;

export function demoFileOf(agency: string): string | null {
  const file = join(packageRoot, 'agencies', agency, 'demo.ndjson');
  return existsSync(file) ? file : null;
}

/** How often Heard was started in this home, this time included: it keeps the runs’ made calls apart. */
export async function countStart(home: string): Promise<number> {
  const file = join(home, 'starts');
  const before = Number(await readFile(file, 'utf8').catch(() => '0'));
  const run = (Number.isInteger(before) ? before : 0) + 1;
  await writeFile(file, String(run));
  return run;
}

/** Plays the recorded calls from now on, the first of them at once, and beats for the CAD until `signal`. */
export async function playDemo(
  { apiUrl, cadKey }: Pick<EmbeddedHeard, 'apiUrl' | 'cadKey'>,
  { file, run, clock, signal }: { file: string; run: number; clock: ClockAnchor; signal: AbortSignal },
): Promise<void> {
  const recorded = parseRecordedEvents(await readFile(file, 'utf8'));
  const shiftMs = storyTime(clock, Date.now()) - (recorded[0]?.arrivesAt ?? 0);
  await playCalls({ apiUrl, key: cadKey, events: relabelRun(recorded, run, shiftMs), clock, signal });
}
