import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { run } from './command';
import { StartError } from './start-error';

/** `startedAt` is the system's own note of when the process began: a process id alone may be somebody else's. */
const processRecord = z.object({ pid: z.number(), port: z.number().nullable(), startedAt: z.string() });
const processRecords = z.record(z.string(), processRecord);
export type ProcessRecords = z.infer<typeof processRecords>;

/** The record of the process that runs all others. */
export const SUPERVISOR = 'heard';
const PATIENCE_MS = 5000;

export async function writeProcesses(
  home: string,
  processes: { name: string; pid: number; port: number | null }[],
): Promise<void> {
  const entries = await Promise.all(
    processes.map(async ({ name, pid, port }) => [
      name,
      { pid, port, startedAt: (await startOf(pid)) ?? '' },
    ]),
  );
  const file = fileIn(home);
  await writeFile(`${file}.new`, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  await rename(`${file}.new`, file);
}

export async function removeProcesses(home: string): Promise<void> {
  await rm(fileIn(home), { force: true });
}

/**
 * Ends what an earlier run from this home left when it was killed.
 * @throws StartError when that run is still going
 */
export async function endLeftovers(home: string): Promise<void> {
  const { [SUPERVISOR]: supervisor, ...children } = await readProcesses(home);
  if (supervisor && (await isStillThere(supervisor))) {
    throw new StartError(
      `Heard already runs from ${home} (process ${supervisor.pid}): stop it, or give this one its own HEARD_HOME and ports.`,
    );
  }
  await Promise.all(Object.values(children).map(endLeftover));
}

async function endLeftover(record: ProcessRecords[string]): Promise<void> {
  if (!(await isStillThere(record))) return;
  signal(record.pid, 'SIGINT');
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && (await isStillThere(record))) await sleep(50);
  signal(-record.pid, 'SIGKILL');
  while (await isStillThere(record)) await sleep(50);
}

/** Empty where nothing runs or ever ran. */
export async function readProcesses(home: string): Promise<ProcessRecords> {
  const text = await readFile(fileIn(home), 'utf8').catch(() => '{}');
  return processRecords.catch({}).parse(JSON.parse(text));
}

async function isStillThere({ pid, startedAt }: ProcessRecords[string]): Promise<boolean> {
  return startedAt !== '' && (await startOf(pid)) === startedAt;
}

/** Linux tells it in ticks since the machine began; elsewhere `ps` tells the date. */
async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') {
    return run({ file: 'ps', args: ['-o', 'lstart=', '-p', String(pid)] }).then(
      (text) => text.trim() || null,
      () => null,
    );
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The second field is the program's name in parentheses and may hold spaces; the third, the state.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && fields[0] !== 'Z' ? (fields[19] ?? null) : null;
}

function signal(pid: number, name: 'SIGINT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

function fileIn(home: string): string {
  return join(home, 'processes.json');
}
