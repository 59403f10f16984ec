import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplaySummary } from '../../cli/replay-summary';
import { run } from '../../runtime/embedded/command';
import { packageRoot } from '../../runtime/paths';
import { checkRun } from '../model/check-run';
import { ensureBuilt } from '../support/built';

jest.setTimeout(180_000);

const SCALE = 288;
const AT_MOST_MS = 90_000;
/** What Heard texts from, and the line that San Diego's texts tell people to call. */
const OWN_NUMBERS = ['+13438036032', '+16195550100'];

const events = join(packageRoot, 'test', 'fixtures', 'san-diego-200.ndjson');
const policy = join(packageRoot, 'agencies', 'san-diego', 'policy.yaml');

let folder: string;
beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'heard-recorded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('two hundred recorded calls get the texts that the rules want, at their moments', async () => {
  const result = join(folder, 'result.ndjson');
  const began = Date.now();
  const printed = await run({
    file: process.execPath,
    args: [
      ...[join(packageRoot, 'dist', 'cli', 'heard.js'), 'replay', events, '--agency', 'san-diego'],
      ...['--speed', String(SCALE), '--tail', '3h', '--out', result, '--json'],
    ],
  });
  const tookMs = Date.now() - began;
  const summary = JSON.parse(printed) as ReplaySummary;
  const { mismatches, counts } = checkRun(
    { policy, events, result },
    { scale: SCALE, runEndsAt: summary.story.endedAt, own: OWN_NUMBERS },
  );

  // The summary stands beside what is compared: on a failure one sees what the run was like.
  expect({ mismatches, summary }).toEqual({ mismatches: [], summary });
  expect(summary.events).toEqual({ sent: 821, accepted: 821, refused: [] });
  expect(counts).toMatchObject({ calls: 200, eligible: summary.followed });
  for (const { sent, delivered, unknown, pending } of Object.values(summary.texts)) {
    expect({ delivered, unknown, pending }).toEqual({ delivered: sent, unknown: 0, pending: 0 });
  }
  expect(tookMs).toBeLessThan(AT_MOST_MS);
});
