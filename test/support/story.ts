import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { createCallActivities, createTextActivities } from '../../activities';
import { startRelay } from '../../api/relay';
import { noteFeedAlive } from '../../db/feed';
import { listTextRows } from '../../db/text-messages';
import type { TextRow } from '../../db/text-messages';
import { storyTime } from '../../domain/clock';
import type { ClockAnchor } from '../../domain/clock';
import { packageRoot } from '../../runtime/paths';
import { startCarrier } from '../../simulators/carrier';
import { createTwilioCarrier } from '../../sms/twilio';
import { callsQueue, followUpId, textsQueue } from '../../workflows/contract';
import { createTestStore, tell, TEN_O_CLOCK } from './store';
import type { TestEvent, TestStore } from './store';
import { simulatorOptions } from './simulator';

Runtime.install({ logger: new DefaultLogger('ERROR') });

let bundle: Promise<WorkflowBundle> | null = null;

export function workflowBundle(): Promise<WorkflowBundle> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: join(packageRoot, 'workflows', 'index.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  return bundle;
}

/** An event with the story minute (after 10:00) at which the CAD sends it. */
export type Arrival = TestEvent & { atMinute: number };

/** Workers, relay and carrier around a store, on a server whose time is skipped: days pass in seconds. */
export type StoryRun = {
  store: TestStore;
  play(arrivals: Arrival[], untilMinute: number): Promise<void>;
  texts(callNumber: string): Promise<TextRow[]>;
  now(): Promise<number>;
  /** What residents got, oldest first. */
  messages(): Promise<{ to: string; body: string }[]>;
  workflowId(callNumber: string): string;
  /** The CAD is heard of all the time, unless told otherwise. */
  letFeedGoStale(): void;
  end(): Promise<void>;
};

export async function createStoryRun(
  env: TestWorkflowEnvironment,
  { agencyName = 'ottawa', scale = 1 }: { agencyName?: string; scale?: number } = {},
): Promise<StoryRun> {
  const store = await createTestStore(agencyName);
  const { agency } = store.agency.policy;
  const anchor: ClockAnchor = { realAt: await env.currentTimeMs(), storyAt: TEN_O_CLOCK, scale };
  let feedAlive = true;
  const carrier = await startCarrier(simulatorOptions());
  // The machine's clock does not skip: what an activity takes for now is the server's time.
  const lookAtTime = async () => {
    store.setTime(storyTime(anchor, await env.currentTimeMs()));
    if (feedAlive) await noteFeedAlive(store.db, store.clock.now());
  };
  const calls = createCallActivities(store);
  const texts = createTextActivities({
    store,
    carrier: createTwilioCarrier({ ...simulatorOptions(), messagingServiceSid: null, baseUrl: carrier.url }),
    texts: store.agency.texts,
    publicUrl: 'http://localhost:1',
    senders: ['+13438036032'],
    segmentsPerSecond: 1000,
  });
  const shared = { connection: env.nativeConnection, namespace: env.namespace };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: callsQueue(agency),
      workflowBundle: await workflowBundle(),
      activities: {
        ...calls,
        storeStaffStop: async (stop: Parameters<typeof calls.storeStaffStop>[0]) => {
          await lookAtTime();
          return calls.storeStaffStop(stop);
        },
      },
    }),
    Worker.create({
      ...shared,
      taskQueue: textsQueue(agency),
      activities: {
        sendText: async (order: Parameters<typeof texts.sendText>[0]) => {
          await lookAtTime();
          return texts.sendText(order);
        },
      },
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const quiet = () => undefined;
  const relay = startRelay(
    {
      ...store,
      anchor: () => anchor,
      log: { debug: quiet, info: quiet, warn: console.warn, error: console.error },
    },
    env.client,
  );

  // The server is shared by the tests of a file: what one leaves open would be told of the next one's calls.
  const endFollowUps = async () => {
    const { rows } = await store.db.query<{ call_number: string }>('select call_number from calls');
    const open = rows.map((row) => env.client.workflow.getHandle(followUpId(agency, row.call_number)));
    await Promise.allSettled(open.map((handle) => handle.terminate()));
  };
  const sleepUntil = async (minute: number) => {
    const at = anchor.realAt + (minute * 60_000) / scale;
    const ms = at - (await env.currentTimeMs());
    if (ms > 0) await env.sleep(ms);
    await lookAtTime();
  };
  return {
    store,
    play: async (arrivals, untilMinute) => {
      for (const { atMinute, ...event } of arrivals) {
        await sleepUntil(atMinute);
        await tell(store, event);
        await untilRelayed(store, relay.kick);
      }
      await sleepUntil(untilMinute);
    },
    now: async () => storyTime(anchor, await env.currentTimeMs()),
    texts: (callNumber) => listTextRows(store.db, callNumber),
    messages: async () => {
      const response = await fetch(`${carrier.url}/simulator/messages`);
      const { messages } = (await response.json()) as { messages: { to: string; body: string }[] };
      return messages;
    },
    workflowId: (callNumber) => followUpId(agency, callNumber),
    letFeedGoStale: () => (feedAlive = false),
    end: async () => {
      await relay.stop();
      await endFollowUps();
      for (const worker of workers) worker.shutdown();
      await running;
      await carrier.close();
      await store.end();
    },
  };
}

async function untilRelayed(store: TestStore, kick: () => void): Promise<void> {
  for (;;) {
    kick();
    const { rowCount } = await store.db.query('select 1 from relay_queue');
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
