import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReplaySummary } from '../cli/replay-summary';
import { loadAgency } from '../runtime/agency';
import { packageRoot } from '../runtime/paths';
import { printReport } from '../test/model/main';
import { putFigures } from './figures';
import { holdAgainstModel } from './hold-against-model';

const AGENCY = 'san-diego';
const SENDERS = ['+13438036032'];
const USAGE =
  'npm run replay:day -- --rows CALLS.csv.gz --profiles PROFILES.json [--day 2023-01-11] [--seed 1] [--speed 144]';

/**
 * Plays one whole day of a city's recorded calls, two days of tail included, and holds every call against the model.
 * The result is written to docs/figures.md. About 30 minutes at ×144.
 */
export function main(args: string[]): Promise<number> {
  return Promise.resolve(replayDay(args));
}

function replayDay(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      profiles: { type: 'string' },
      day: { type: 'string', default: '2023-01-11' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '144' },
    },
  });
  const { rows, profiles, day, seed, speed } = values;
  for (const [name, file] of Object.entries({ rows, profiles })) {
    if (file && existsSync(file)) continue;
    console.error(
      `--${name} ${file ? `is not there: ${file}` : 'is needed: a file that is not part of Heard'}\n${USAGE}`,
    );
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'heard-day-'));
  const events = join(folder, 'events.ndjson');
  const result = join(folder, 'result.ndjson');
  const source = ['san-diego', String(rows), '--profiles', String(profiles)];
  const converted = heard('convert', ...source, '--day', day, '--seed', seed, '--out', events);
  console.log(converted);
  const began = Date.now();
  const summary = JSON.parse(
    heard('replay', events, '--agency', AGENCY, '--speed', speed, '--out', result, '--json'),
  ) as ReplaySummary;
  const minutes = (Date.now() - began) / 60_000;
  const runEndsAt = summary.story.endedAt;
  const agency = loadAgency(join(packageRoot, 'agencies', AGENCY));
  const report = holdAgainstModel(
    { agency, events, result, runEndsAt, senders: SENDERS },
    { scale: Number(speed) },
  );
  const lines: string[] = [];
  const right = printReport(report, (line) => lines.push(line));
  console.log(lines.join('\n'));
  putFigures(
    'A whole recorded day against the independent model',
    {
      command: `npm run replay:day -- --rows … --profiles … --day ${day} --seed ${seed} --speed ${speed}`,
      ran: `San Diego's public rows, ${minutes.toFixed(0)} minutes`,
    },
    `${lines.join('\n')}\n\n${JSON.stringify(summary, null, 2)}`,
  );
  if (!right) {
    console.log(`the run is kept in ${folder}`);
    return 1;
  }
  rmSync(folder, { recursive: true });
  return 0;
}

function heard(...args: string[]): string {
  const command = [join(packageRoot, 'dist', 'cli', 'heard.js'), ...args];
  return execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
