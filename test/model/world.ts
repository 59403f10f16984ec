import type { Decision } from './eligibility';
import { fold, type Facts, type KnownEvent } from './fold';
import type { OpenMoment } from './moments';
import type { Instant, Policy } from './read-policy';

export const kinds = ['acknowledgement', 'delayNotice', 'closureNotice', 'survey'] as const;
export type Kind = (typeof kinds)[number];

/** A row as decided; `facts` are those it was decided on. */
export type Text = {
  callNumber: string;
  kind: Kind;
  ordinal: number;
  dueAt: Instant;
  decidedAt: Instant;
  outcome: 'sent' | 'pending' | 'unknown' | 'notSent';
  reason: string | null;
  delivery: string | null;
  facts: Facts;
};

export type Call = {
  callNumber: string;
  events: KnownEvent[];
  facts: Facts;
  decision?: Decision;
  followedSince?: Instant;
  /** The last event that turned the decision to eligible, and the last that changed what matters (story, 8). */
  madeEligible?: KnownEvent;
  lastChange?: KnownEvent;
  /** A refused acknowledgement is due anew (story, 13). */
  dueAnew: boolean;
  texts: Text[];
  open: OpenMoment[];
  /** Moments that were judged and recorded nothing. */
  spent: Set<string>;
};

/** All that is known at one instant. `lists` hold numbers in E.164 that no event tells of. */
export type World = {
  policy: Policy;
  lists: { institutions: string[] };
  calls: Map<string, Call>;
  /** The calls that ever stated a number, and the texts that went to it. */
  stating: Map<string, Set<Call>>;
  sentTo: Map<string, Text[]>;
  /** For each call those merged into it, and those it was merged into. */
  sources: Map<string, Set<string>>;
  targets: Map<string, Set<string>>;
};

export const newWorld = (policy: Policy, institutions: string[] = []): World => ({
  policy,
  lists: { institutions },
  ...{ calls: new Map(), stating: new Map(), sentTo: new Map(), sources: new Map(), targets: new Map() },
});

export const wentOut = ({ outcome }: Text): boolean => outcome !== 'notSent';

/** Refused by the rules, not by the carrier. */
export const isRefused = ({ outcome, reason }: Text): boolean =>
  outcome === 'notSent' && reason !== 'carrierRefused';

/** What a map holds under a key, made and kept where there was none. */
export function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

export const callIn = (world: World, callNumber: string): Call =>
  entry(world.calls, callNumber, () => ({
    ...{ callNumber, events: [], facts: fold([]), dueAnew: false, texts: [], open: [], spent: new Set() },
  }));

/** All that `start` leads to, over any number of merges and circles, without itself. */
export function reach(edges: Map<string, Set<string>>, start: string): string[] {
  const seen = new Set([start]);
  for (const callNumber of seen) for (const next of edges.get(callNumber) ?? []) seen.add(next);
  return [...seen].slice(1);
}
