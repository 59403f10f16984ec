import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { findCall } from '../db/calls';
import { finishRelayItem, leaseRelayItems, returnRelayItems } from '../db/relay-queue';
import type { RelayItem } from '../db/relay-queue';
import type { ClockAnchor } from '../domain/clock';
import { tellFacts } from '../domain/follow-up-facts';
import { SECOND } from '../domain/instant';
import type { Heard } from '../runtime/compose';
import { callsQueue, followUpId, searchAttributes, SIGNALS } from '../workflows/contract';
import type { FollowUpStart, ToldEvent } from '../workflows/contract';

/** Hands committed events to Temporal, at least once: at once after a commit, and from the table after a failure. */
export type Relay = {
  /** There is something new in the table. */
  kick(): void;
  stop(): Promise<void>;
};

const BATCH = 50;
const LEASE_MS = 10 * SECOND;
const LOOK_AGAIN_MS = SECOND;
const TEMPORAL_ANSWERS_WITHIN_MS = 5 * SECOND;

/** What the relay reads from. */
export type RelaySource = Pick<Heard, 'db' | 'clock' | 'policyInForce' | 'anchor' | 'agency' | 'log'>;

export function startRelay(heard: RelaySource, client: Client): Relay {
  const stopping = new AbortController();
  let wake = new AbortController();

  const run = async () => {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      const handed = await handOver(heard, client);
      if (handed === 0) {
        const either = AbortSignal.any([wake.signal, stopping.signal]);
        await sleep(LOOK_AGAIN_MS, undefined, { signal: either }).catch(() => undefined);
      }
    }
  };
  const running = run();
  return {
    kick: () => wake.abort(),
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** One batch. A failure leaves what was not handed over in the table; 0 means: nothing to do for now. */
async function handOver(heard: RelaySource, client: Client): Promise<number> {
  const clock = heard.anchor();
  if (!clock) return 0;
  let unfinished: string[] = [];
  try {
    const lease = { most: BATCH, realNow: Date.now(), leaseMs: LEASE_MS };
    const items = await leaseRelayItems(heard.db, lease);
    unfinished = items.map((item) => item.id);
    const results = await Promise.allSettled(items.map((item) => tell(heard, client, { item, clock })));
    unfinished = items.filter((_, place) => results[place]?.status === 'rejected').map((item) => item.id);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return items.length;
  } catch (error) {
    heard.log.warn({ error, count: unfinished.length }, 'events could not be handed to Temporal yet');
    await returnRelayItems(heard.db, unfinished).catch(() => undefined);
    return 0;
  }
}

/**
 * Start, signal and restart are one call. The facts are read now, not kept from the acceptance: of several signals on
 * their way, each tells the newest.
 */
async function tell(
  heard: RelaySource,
  client: Client,
  { item, clock }: { item: RelayItem; clock: ClockAnchor },
): Promise<void> {
  const { db, policyInForce } = heard;
  const call = await findCall(db, item.callNumber);
  const { policy } = await policyInForce(db);
  if (!call) throw new Error('the call of an event is gone');
  const facts = tellFacts(call, policy, heard.clock.now());
  const { agency } = heard.agency.policy;
  const { callNumber, eventId, type, seq } = item;
  const told: ToldEvent = {
    eventId,
    type,
    seq,
    occurredAt: item.occurredAt.toISOString(),
    knownAt: item.knownAt.toISOString(),
    facts,
  };
  const start: FollowUpStart = { agency, callNumber, clock, facts };
  await client.withDeadline(Date.now() + TEMPORAL_ANSWERS_WITHIN_MS, () =>
    client.workflow.signalWithStart('followUp', {
      workflowId: followUpId(agency, callNumber),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      // What a worker that is killed in the middle of a task costs; the server's own is 10 s.
      workflowTaskTimeout: '5 seconds',
      taskQueue: callsQueue(agency),
      args: [start],
      signal: SIGNALS[type],
      signalArgs: [told],
      typedSearchAttributes: searchAttributes(facts),
      staticSummary: `Follow-up on call ${callNumber}`,
    }),
  );
  await finishRelayItem(db, item.id);
}
