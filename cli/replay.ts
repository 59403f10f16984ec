import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { DAY, HOUR, MINUTE } from '../domain/instant';
import { packageRoot } from '../runtime/paths';
import { parseRecordedEvents, type RecordedEvent } from '../simulators/cad/recorded-event';
import { saySummary, summarizeReplay } from './replay-summary';
import { openProgressBar } from './replay/progress-bar';
import { runReplay, type ReplayResult } from './replay/run-replay';

type ReplayOptions = { speed: number; agency: string; tail: number; out?: string; json?: boolean };

/** `heard replay`: plays recorded calls at a Heard of its own and says what came of them. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('play a recorded event file at a Heard of its own, and say which texts came of it')
    .argument('<file>', 'NDJSON, one event of the API a line with its callNumber, in order of arrival')
    .requiredOption('--speed <number>', 'story seconds a real second', speed)
    .option('--agency <name>', 'whose rules and words', 'ottawa')
    .option(
      '--tail <duration>',
      'how long to wait after the last event in story time, as in 48h or 90min',
      duration,
      48 * HOUR,
    )
    .option('--out <file>', 'write one line a call: its read-back, and when its events were accepted')
    .option('--json', 'print the summary as JSON')
    .action(replay);
}

async function replay(file: string, options: ReplayOptions, command: Command): Promise<void> {
  const events = readEvents(file, command);
  if (!existsSync(join(packageRoot, 'agencies', options.agency))) {
    command.error(`there is no agency ${options.agency}: it is a folder of agencies/`);
  }
  const stop = new AbortController();
  const onSignal = (): void => stop.abort(new Error('stopped'));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const result = await play(events, options, stop.signal);
    const summary = summarizeReplay(result, options.speed);
    if (options.out !== undefined) writeFileSync(options.out, asLines(result));
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : saySummary(summary));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function play(
  events: readonly RecordedEvent[],
  { speed, agency, tail }: ReplayOptions,
  signal: AbortSignal,
): Promise<ReplayResult> {
  let bar: ReturnType<typeof openProgressBar> | undefined;
  try {
    return await runReplay({
      ...{ agency, speed, events, tailMs: tail, signal },
      onStep: (line) => process.stderr.write(`${line}\n`),
      onProgress: (progress) => {
        bar ??= openProgressBar(events[0]?.arrivesAt ?? 0, (events.at(-1)?.arrivesAt ?? 0) + tail, speed);
        bar.show(progress);
      },
    });
  } finally {
    bar?.close();
  }
}

function readEvents(file: string, command: Command): RecordedEvent[] {
  try {
    const events = parseRecordedEvents(readFileSync(file, 'utf8'));
    if (events.length === 0) throw new Error('there is no event in it');
    return events;
  } catch (error) {
    return command.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function asLines({ calls }: ReplayResult): string {
  return calls.map((call) => `${JSON.stringify(call)}\n`).join('');
}

function speed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 1_000)) throw new InvalidArgumentError('Not a number above 0, at most 1000.');
  return speed;
}

const UNITS: Readonly<Record<string, number>> = { min: MINUTE, h: HOUR, d: DAY };

function duration(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?(min|h|d)$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('Not a duration, as in 90min, 48h or 2d.');
  return Number(amount) * (UNITS[unit] ?? 0);
}
