import fc from 'fast-check';
import { join } from 'node:path';
import { DAY, toIso } from '../../domain/instant';
import { packageRoot } from '../../runtime/paths';
import { expectedTexts } from '../model/expected-run';
import { readPolicy } from '../model/read-policy';
import { CALLS, drawEvents, story, STORY_SEED, storyRuns } from '../support/drawn-story';
import { createTestStore } from '../support/store';
import { playByHand, rowsByHand } from '../support/story-by-hand';

const policy = readPolicy(join(packageRoot, 'agencies', 'ottawa', 'policy.yaml'));

test(`decides what the independent model decides, whatever arrives and when (seed ${STORY_SEED})`, async () => {
  const store = await createTestStore();
  await fc.assert(
    fc.asyncProperty(story, async (drawn) => {
      await store.db.query(
        'truncate numbers, calls, call_events, text_messages, relay_queue, senders, receipts restart identity cascade',
      );
      const events = drawEvents(drawn);
      const endsAt = (events.at(-1)?.at ?? 0) + 4 * DAY;
      const arrivals = await playByHand(store, events, endsAt);
      const expected = expectedTexts(policy, arrivals, { endsAt }).map((row) =>
        [row.callNumber, row.kind, row.ordinal, toIso(row.dueAt), row.outcome, row.reason, row.factsSeq].join(
          ' ',
        ),
      );
      const seen = (await Promise.all(CALLS.map((callNumber) => rowsByHand(store, callNumber)))).flat();
      expect(seen.toSorted()).toEqual(expected.toSorted());
    }),
    { seed: STORY_SEED, numRuns: storyRuns(60), endOnFailure: true },
  );
  await store.end();
}, 600_000);
