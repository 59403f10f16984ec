import type { ConversionTally } from './conversion-tally';
import { MADE_RATES } from './made-rates';

/** What was made, for a person to read; the seed makes the same file again. */
export function sayConversion(tally: ConversionTally & { seed: number; lines: number }): string {
  const { repeatWithin, events, calls } = tally;
  const rows: [string, string | number][] = [
    ['seed', tally.seed],
    ['calls', calls],
    ['  initiated by officers', tally.officerCalls],
    ['  with a phone that can be dialled', tally.callsWithUsablePhone],
    ['    again within 30 min, an hour, a day', Object.values(repeatWithin).map(percent).join(', ')],
    ['  never dispatched', tally.neverDispatched],
    ['  merged', tally.merged],
    ['  cancelled', tally.cancelled],
    ['  reopened', tally.reopened],
    ['  never ended', tally.neverEnded],
    ['events', events],
    ['  late', tally.lateEvents],
    ['  sent twice', tally.eventsSentTwice],
    ['  overtaken by a later one of their call', tally.eventsOvertaken],
    ['lines written', tally.lines],
    ...Object.entries(MADE_RATES).map(([name, rate]): [string, string] => [
      `made rate ${name}`,
      percent(rate),
    ]),
  ];
  return rows.map(([what, much]) => `${what.padEnd(44)}${much}\n`).join('');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
