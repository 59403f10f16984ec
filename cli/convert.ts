import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { callTypeGroups } from '../domain/code-groups';
import { loadAgency } from '../runtime/agency';
import { packageRoot } from '../runtime/paths';
import { convertSanDiego } from './convert-san-diego';
import { CALL_PLACES, type CallPlaceName } from './convert/call-places';
import { sayConversion } from './convert/conversion-report';
import { tallyConversion } from './convert/conversion-tally';
import { eventLines } from './convert/event-lines';
import { readIncidentRows } from './convert/incident-rows';
import { readProfiles } from './convert/profiles';
import { instantOnWall } from './convert/wall-clock';

type SanDiegoOptions = {
  profiles: string;
  out: string;
  seed: number;
  as: CallPlaceName;
  from?: string;
  to?: string;
  until?: string;
  day?: string;
  publicOnly?: boolean;
  calls?: number;
  json?: boolean;
};

/** `heard convert …`: makes recorded event files of what cities publish. */
export function convertCommand(): Command {
  return new Command('convert')
    .description('make a recorded event file of published calls')
    .addCommand(sanDiegoCommand());
}

function sanDiegoCommand(): Command {
  return new Command('san-diego')
    .description(
      "convert San Diego's police calls for service (the city's CSV or an extract, plain or gzipped)",
    )
    .argument('<file>', 'the calls for service; addresses in it are not read')
    .requiredOption(
      '--profiles <file>',
      'measured delays and shares, from which the rest of each call is drawn',
    )
    .requiredOption('--out <file>', 'the recorded event file to write')
    .option('--seed <number>', 'another seed draws other delays and callers', wholeNumber, 1)
    .addOption(
      new Option('--as <place>', 'whose codes, phones and clocks to use')
        .choices(Object.keys(CALL_PLACES))
        .default('san-diego'),
    )
    .option('--day <date>', 'only this day, as in 2023-01-11', localTime)
    .option('--from <local time>', 'only calls created from then on, as in 2023-01-11T09:00', localTime)
    .option('--to <local time>', 'only calls created before', localTime)
    .option('--until <local time>', 'when the recording ends (default: at --to)', localTime)
    .option('--public-only', 'leave out what officers began themselves')
    .option('--calls <number>', 'at most so many calls', wholeNumber)
    .option('--json', 'print what was made as JSON')
    .action(runSanDiego);
}

function runSanDiego(file: string, options: SanDiegoOptions, command: Command): void {
  try {
    const tally = recordSanDiego(file, options);
    process.stdout.write(options.json ? `${JSON.stringify(tally)}\n` : sayConversion(tally));
  } catch (error) {
    command.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function recordSanDiego(file: string, options: SanDiegoOptions): Parameters<typeof sayConversion>[0] {
  const span = spanOf(options);
  const place = CALL_PLACES[options.as];
  const { policy } = loadAgency(join(packageRoot, 'agencies', 'san-diego'));
  const calls = convertSanDiego(readIncidentRows(file, span), {
    seed: options.seed,
    place,
    profiles: readProfiles(options.profiles),
    groupsOf: (code) => callTypeGroups(policy, code).map(({ group }) => group),
  });
  const kept = calls
    .filter(({ source }) => !options.publicOnly || source !== 'officer')
    .slice(0, options.calls);
  const until = span.until === undefined ? undefined : instantOnWall(span.until, place.timeZone);
  const lines = eventLines(kept, place.timeZone, until);
  writeFileSync(options.out, lines.map((line) => `${line}\n`).join(''));
  return { seed: options.seed, lines: lines.length, ...tallyConversion(kept) };
}

/** A day runs from midnight to midnight on the clocks of the place. */
function spanOf({ day, from, to, until }: SanDiegoOptions): { from?: string; to?: string; until?: string } {
  const end = to ?? (day && `${dayAfter(day)}T00:00`);
  return { from: from ?? day, to: end, until: until ?? end };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function localTime(text: string): string {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('Not a local time, as in 2023-01-11T09:00.');
  }
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
