import { parseArgs } from 'node:util';
import { checkRun, type CheckReport } from './check-run';

/** Prints what was compared and every mismatch; true when there is none. */
export function printReport({ mismatches, counts }: CheckReport, print: (line: string) => void): boolean {
  for (const { callNumber, what, expected, seen, why } of mismatches) {
    print(`${callNumber}  ${what}: expected ${expected}; seen ${seen} (${why})`);
  }
  const { calls, eligible, rows, moments } = counts;
  print(`${calls} calls, ${eligible} followed, ${rows} rows and ${moments} moments checked`);
  print(`${mismatches.length} mismatches`);
  return mismatches.length === 0;
}

const usage =
  'node test/model/run.cjs POLICY.yaml EVENTS.ndjson RESULT.ndjson --scale 144 --ends-at 2026-01-15T12:00:00Z';

/** The command: compares a result file with the rules and answers an exit code (2: wrong use). */
export function main(args: string[], print: (line: string) => void = console.log): number {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scale: { type: 'string', default: '1' },
      'ends-at': { type: 'string' },
      senders: { type: 'string', default: '1' },
      'segments-per-second': { type: 'string', default: '1' },
      own: { type: 'string', multiple: true, default: ['+13438036032'] },
    },
  });
  const [policy, events, result] = positionals;
  const runEndsAt = values['ends-at'];
  if (!policy || !events || !result || !runEndsAt) {
    print(usage);
    return 2;
  }
  const report = checkRun(
    { policy, events, result },
    {
      ...{ runEndsAt, own: values.own, scale: Number(values.scale), senders: Number(values.senders) },
      segmentsPerSecond: Number(values['segments-per-second']),
    },
  );
  return printReport(report, print) ? 0 : 1;
}
