import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { readCall } from '../../db/call-reading';
import { listEventStamps } from '../../db/call-events';
import { DAY, fromIso, MINUTE, toIso } from '../../domain/instant';
import { packageRoot } from '../../runtime/paths';
import { checkRecorded } from '../model/check-run';
import { readPolicy } from '../model/read-policy';
import type { RunCall } from '../model/run-files';
import { CALLS, drawEvents, story, STORY_SEED, storyRuns } from '../support/drawn-story';
import { TEN_O_CLOCK } from '../support/store';
import type { DrawnEvent } from '../support/story-by-hand';
import { createStoryRun } from '../support/story';
import type { Arrival, StoryRun } from '../support/story';
import { startTimeSkippingServer } from '../support/temporal';

const policy = readPolicy(join(packageRoot, 'agencies', 'ottawa', 'policy.yaml'));
let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await startTimeSkippingServer();
});
afterAll(() => env.teardown());

function asArrival({ event, at }: DrawnEvent): Arrival {
  const { reportingParty, occurredAt, priorityCode, callTypeCode, source, flags, ...rest } = event;
  const stated = { priorityCode, callTypeCode, source, flags, safeToText: reportingParty?.safeToText };
  return {
    ...rest,
    atMinute: (at - TEN_O_CLOCK) / MINUTE,
    occurredAt: occurredAt === undefined ? null : fromIso(occurredAt),
    phone: reportingParty?.phone,
    stated: Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
    body: event,
  };
}

async function readRun(run: StoryRun): Promise<RunCall[]> {
  const calls: RunCall[] = [];
  for (const callNumber of CALLS) {
    const reading = await readCall(run.store, callNumber);
    const stamps = await listEventStamps(run.store.db, callNumber);
    const events = stamps.map((stamp) => ({ ...stamp, knownAt: toIso(stamp.knownAt) }));
    if (reading) calls.push({ ...reading, events });
  }
  return calls;
}

test(`the workflow sends what the independent model expects, to the last survey (seed ${STORY_SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(story, async (drawn) => {
      const run = await createStoryRun(env);
      try {
        const events = drawEvents(drawn);
        const endsAt = (events.at(-1)?.at ?? 0) + 3 * DAY;
        await run.play(events.map(asArrival), (endsAt - TEN_O_CLOCK) / MINUTE);
        const calls = await readRun(run);
        // Texts wait for nothing but a worker: 3 real seconds, in which skipped time may go on twentyfold.
        const options = { scale: 20, segmentsPerSecond: 1000, runEndsAt: toIso(run.store.clock.now()) };
        const { mismatches } = checkRecorded(
          policy,
          events.map(({ event }) => event),
          calls,
          options,
        );
        expect(mismatches).toEqual([]);
      } finally {
        await run.end();
      }
    }),
    { seed: STORY_SEED, numRuns: storyRuns(8), endOnFailure: true },
  );
}, 180_000);
