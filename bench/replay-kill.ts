import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { playAt, type ReplayResult } from '../cli/replay/run-replay';
import { readClock } from '../db/clock';
import { createPool } from '../db/pool';
import { REAL_TIME, storyTime, type ClockAnchor } from '../domain/clock';
import { MINUTE, SECOND } from '../domain/instant';
import { loadAgency } from '../runtime/agency';
import { startEmbedded, type EmbeddedHeard } from '../runtime/embedded/supervisor';
import { packageRoot } from '../runtime/paths';
import { parseRecordedEvents, type RecordedEvent } from '../simulators/cad/recorded-event';
import { printReport } from '../test/model/main';
import { putFigures } from './figures';
import { holdAgainstModel } from './hold-against-model';

const AGENCY = 'ottawa';
const SENDERS = ['+13438036032'];
const SPEED = 12;
const TAIL = 30 * MINUTE;

/** What is done to which process, and when after the first call, in real seconds. */
const KILLS = [
  { after: 70, name: 'worker', signal: 'SIGKILL' },
  { after: 110, name: 'api', signal: 'SIGKILL' },
  { after: 150, name: 'temporal', signal: 'SIGKILL' },
  { after: 200, name: 'postgres', signal: 'SIGINT' },
  { after: 250, name: 'worker', signal: 'SIGKILL' },
  { after: 290, name: 'api', signal: 'SIGKILL' },
  { after: 330, name: 'temporal', signal: 'SIGKILL' },
  { after: 370, name: 'postgres', signal: 'SIGINT' },
] as const;
/** Longest that a killed part may keep texts waiting: a send in a worker's hands is tried again after 20 s. */
const OUTAGE_MS = 22 * SECOND;
/** A worker has a sender's texts and one more in hand. */
const MOST_IN_FLIGHT = SENDERS.length + 1;

/**
 * Plays recorded calls at ×12 and kills each part in the middle: no text twice, none lost, `unknown` at most the sends
 * in flight, every other call as the model has it. About 11 minutes.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '90' } } });
  const folder = mkdtempSync(join(tmpdir(), 'heard-kill-'));
  try {
    const file = cutFile(folder, Number(values.minutes));
    const heard = await startEmbedded({
      home: join(folder, 'home'),
      agency: AGENCY,
      scale: SPEED,
      onProgress: (line) => console.error(line),
    });
    try {
      return await judge(heard, folder, file);
    } finally {
      await heard.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first story minutes of the recorded calls. */
function cutFile(folder: string, minutes: number): { path: string; events: RecordedEvent[] } {
  const text = readFileSync(join(packageRoot, 'agencies', AGENCY, 'demo.ndjson'), 'utf8');
  const all = parseRecordedEvents(text);
  const until = (all[0]?.arrivesAt ?? 0) + minutes * MINUTE;
  const events = all.filter((event) => event.arrivesAt <= until);
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, text.split('\n').slice(0, events.length).join('\n'));
  return { path, events };
}

async function judge(
  heard: EmbeddedHeard,
  folder: string,
  { path, events }: { path: string; events: RecordedEvent[] },
): Promise<number> {
  const killing = new AbortController();
  const killed = killInTheMiddle(heard, killing.signal);
  const replay = { agency: AGENCY, speed: SPEED, events, tailMs: TAIL, signal: new AbortController().signal };
  const run = await playAt(heard, { ...replay, onStep: () => undefined, onProgress: () => undefined });
  killing.abort();
  const clock = await clockOf(heard);
  const spans = (await killed).map((at) => ({
    from: new Date(storyTime(clock, at)).toISOString(),
    to: new Date(storyTime(clock, at + OUTAGE_MS)).toISOString(),
  }));
  const result = join(folder, 'result.ndjson');
  writeFileSync(result, run.calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
  const agency = loadAgency(join(packageRoot, 'agencies', AGENCY));
  const report = holdAgainstModel(
    { agency, events: path, result, runEndsAt: new Date(run.endedAt).toISOString(), senders: SENDERS },
    { scale: SPEED, feedStaleSpans: spans },
  );
  const lines = KILLS.slice(0, spans.length).map(
    ({ after, name, signal }) => `${after} s: ${signal} to ${name}`,
  );
  const asModel = printReport(report, (line) => lines.push(line));
  const counted = await countTexts(heard, run);
  lines.push(JSON.stringify({ events: run.played.accepted, refused: run.played.refused.length, ...counted }));
  console.log(lines.join('\n'));
  putFigures(
    'Every part killed in the middle',
    { command: 'npm run replay:kill', ran: `×${SPEED}` },
    lines.join('\n'),
  );
  const { twice, lost, unknown } = counted;
  return asModel && twice + lost === 0 && unknown <= spans.length * MOST_IN_FLIGHT ? 0 : 1;
}

async function clockOf({ databaseUrl }: EmbeddedHeard): Promise<ClockAnchor> {
  const db = createPool(databaseUrl);
  try {
    return (await readClock(db)) ?? REAL_TIME;
  } finally {
    await db.end();
  }
}

/** When each kill was, in real time. */
async function killInTheMiddle(heard: EmbeddedHeard, signal: AbortSignal): Promise<number[]> {
  const began = Date.now();
  const kills: number[] = [];
  for (const { after, name, signal: how } of KILLS) {
    await sleep(began + after * SECOND - Date.now(), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const pid = heard.processes().find((process) => process.name === name)?.pid;
    if (pid === undefined) throw new Error(`${name} does not run`);
    console.error(`${after} s: ${how} to ${name}`);
    process.kill(pid, how);
    kills.push(Date.now());
  }
  return kills;
}

type Message = { direction: string; body: string };

/** What the carrier took, against what the calls' rows say was sent or may have been. */
async function countTexts(heard: EmbeddedHeard, run: ReplayResult) {
  const response = await fetch(`${heard.simulatorUrl}/simulator/messages`);
  const { messages } = (await response.json()) as { messages: Message[] };
  const totals = { taken: messages.length, sent: 0, unknown: 0, twice: 0, lost: 0 };
  for (const { callNumber, texts } of run.calls) {
    const number = new RegExp(`${callNumber}(?![\\w-])`);
    const taken = messages.filter(({ body }) => number.test(body)).length;
    const sent = texts.filter(({ outcome }) => outcome === 'sent').length;
    const unknown = texts.filter(({ outcome }) => outcome === 'unknown').length;
    totals.sent += sent;
    totals.unknown += unknown;
    totals.twice += Math.max(0, taken - sent - unknown);
    totals.lost += Math.max(0, sent - taken);
  }
  return totals;
}
