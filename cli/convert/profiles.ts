import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MINUTE } from '../../domain/instant';
import { pick, type Choices, type Random } from './random';

/** Percentiles in minutes, as [percentile, minutes] in order. */
export type Delays = readonly (readonly [number, number])[];

/** How calls of one priority go: how long each step takes, and how often it is left out. */
export type CallProfile = {
  toCallTakingEnded: Delays;
  toDispatched: Delays;
  toEnRoute: Delays;
  toArrived: Delays;
  arrivedToClosed: Delays;
  dispatchedToClosed: Delays;
  /** Null where too few were reopened to say. */
  closedToReopened: Delays | null;
  neverArrived: number;
  neverClosed: number;
  reopened: number;
};

export type Profiles = {
  /** By `1` to `4`. */
  byPriority: Readonly<Record<string, CallProfile>>;
  /** How many calls went from which first to which last priority: `1->3`. */
  priorityChanges: Choices<string>;
  /** How the caller's number stands in the CAD. */
  phoneClasses: Choices<string>;
};

const delays = z.object({ q: z.record(z.string(), z.number()) }).transform(({ q }): Delays =>
  Object.entries(q)
    .map(([percentile, minutes]) => [Number(percentile), minutes] as const)
    .sort(([a], [b]) => a - b),
);

const profilesFile = z.object({
  alexandria_citizen_calls: z.object({
    by_priority: z.record(
      z.string(),
      z.object({
        created_to_call_taking_done: delays,
        created_to_dispatched: delays,
        dispatched_to_enroute: delays,
        enroute_to_arrived: delays,
        arrived_to_first_close: delays,
        dispatched_to_first_close: delays,
        first_close_to_reopen: delays.nullable(),
        missing_share: z.object({ arrived: z.number() }),
        reopened_share: z.number(),
      }),
    ),
  }),
  minneapolis_all_calls: z.object({
    priority_transition: z.record(z.string(), z.number()),
    callback_class_by_911flag: z.object({
      Yes: z.record(z.string(), z.number()),
      No: z.record(z.string(), z.number()),
    }),
    by_final_priority: z.record(z.string(), z.object({ missing_share: z.object({ closed: z.number() }) })),
  }),
});

/** Reads the measured profiles of two cities; throws an Error when the file is missing or another. */
export function readProfiles(path: string): Profiles {
  const parsed = profilesFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} holds other profiles: ${z.prettifyError(parsed.error)}`);
  const { alexandria_citizen_calls: timeline, minneapolis_all_calls: changes } = parsed.data;
  return {
    byPriority: Object.fromEntries(
      Object.entries(timeline.by_priority).map(([priority, measured]) => [
        priority,
        {
          toCallTakingEnded: measured.created_to_call_taking_done,
          toDispatched: measured.created_to_dispatched,
          toEnRoute: measured.dispatched_to_enroute,
          toArrived: measured.enroute_to_arrived,
          arrivedToClosed: measured.arrived_to_first_close,
          dispatchedToClosed: measured.dispatched_to_first_close,
          closedToReopened: measured.first_close_to_reopen,
          neverArrived: measured.missing_share.arrived,
          neverClosed: changes.by_final_priority[priority]?.missing_share.closed ?? 0,
          reopened: measured.reopened_share,
        },
      ]),
    ),
    priorityChanges: Object.entries(changes.priority_transition),
    phoneClasses: Object.values(changes.callback_class_by_911flag).flatMap((counts) =>
      Object.entries(counts),
    ),
  };
}

/** Whole seconds, in milliseconds; a gap measured as negative (clocks that disagree) counts as none. */
export function drawDelay(random: Random, delays: Delays): number {
  const percentile = random() * 100;
  const above = delays.findIndex(([at]) => at >= percentile);
  const [nextAt, next] = delays[above] ?? delays.at(-1) ?? [0, 0];
  const [lastAt, last] = delays[above - 1] ?? [nextAt, next];
  const share = nextAt === lastAt ? 0 : (percentile - lastAt) / (nextAt - lastAt);
  return wholeSeconds(Math.max(0, last + share * (next - last)) * MINUTE);
}

/** San Diego's 0 goes like a 1, its 9 (taken down by telephone) like a 4. */
const MEASURED_PRIORITY: Readonly<Record<string, string>> = { 0: '1', 9: '4' };

export function profileOf({ byPriority }: Profiles, priorityCode: string): CallProfile {
  const profile = byPriority[MEASURED_PRIORITY[priorityCode] ?? priorityCode] ?? byPriority['4'];
  if (profile === undefined) throw new Error('the profiles have no priority 4');
  return profile;
}

/** With which priority a call began that ended with this one. */
export function drawFirstPriority(random: Random, { priorityChanges }: Profiles, last: string): string {
  const suffix = `->${last}`;
  const change = pick(
    random,
    priorityChanges.filter(([name]) => name.endsWith(suffix)),
  );
  return change?.replace(suffix, '') ?? last;
}

function wholeSeconds(ms: number): number {
  return Math.round(ms / 1000) * 1000;
}
