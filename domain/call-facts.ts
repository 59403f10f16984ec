import { EVENT_TYPES } from './call-event';
import type { CallEvent, EventType, Flag, SafeToText, Source, StatedPhone } from './call-event';
import type { Instant } from './instant';

/** When something was so, and when we knew it. */
export type KnownFact = { eventId: string; occurredAt: Instant; knownAt: Instant };

/** What counts for good once it was so, and what a call hands over to the one it is merged into (story 4). */
export type Latches = { flags: Flag[]; priorities: string[]; callTypes: string[]; unsafeToText: boolean };

/** What is true of a call after its events so far (story 1 to 5); decisions and other calls are not in it. */
export type CallFacts = {
  /** The earliest `received`. */
  received: KnownFact | null;
  /** The first one accepted, whatever its `occurredAt`. */
  callTakingEnded: KnownFact | null;
  /** Unbroken runs of one stated priority, each with the statement we knew first. */
  priorityRuns: (KnownFact & { code: string })[];
  callTypeCode: string | null;
  phone: StatedPhone | null;
  language: string | null;
  division: string | null;
  source: Source | null;
  safeToText: SafeToText | null;
  latches: Latches;
  everNumbers: string[];
  mergedInto: string[];
  assigned: boolean;
  attended: boolean;
  /** Why the call waits again; null while it waits for its first unit. */
  waitsBecause: (KnownFact & { type: 'released' | 'reopened' }) | null;
  /** The last `reopened` that counted. */
  reopened: KnownFact | null;
  /** The earliest end in force. */
  end: KnownFact | null;
  merged: boolean;
  cancelled: boolean;
  /** The first `closed` since the last `reopened` that counted. */
  closed: KnownFact | null;
  dispositionCode: string | null;
};

export const NO_LATCHES: Latches = { flags: [], priorities: [], callTypes: [], unsafeToText: false };

export const NO_FACTS: CallFacts = {
  received: null,
  callTakingEnded: null,
  priorityRuns: [],
  callTypeCode: null,
  phone: null,
  language: null,
  division: null,
  source: null,
  safeToText: null,
  latches: NO_LATCHES,
  everNumbers: [],
  mergedInto: [],
  assigned: false,
  attended: false,
  waitsBecause: null,
  reopened: null,
  end: null,
  merged: false,
  cancelled: false,
  closed: null,
  dispositionCode: null,
};

/** Folds a call's events, given in any order, each once. The order of arrival changes no fact but `callTakingEnded`. */
export function foldFacts(events: readonly CallEvent[]): CallFacts {
  const facts = [...events].sort(byOccurrence).reduce(applyEvent, NO_FACTS);
  const firstAccepted = events
    .filter((event) => event.type === 'callTakingEnded')
    .reduce<CallEvent | null>((first, event) => (first && first.seq < event.seq ? first : event), null);
  return { ...facts, callTakingEnded: firstAccepted && knownFact(firstAccepted) };
}

export function latestPriority(facts: CallFacts): string | null {
  return facts.priorityRuns.at(-1)?.code ?? null;
}

export function joinLatches(all: readonly Latches[]): Latches {
  return {
    flags: union(all.map((one) => one.flags)),
    priorities: union(all.map((one) => one.priorities)),
    callTypes: union(all.map((one) => one.callTypes)),
    unsafeToText: all.some((one) => one.unsafeToText),
  };
}

/** Did an event change what the hold before the acknowledgement waits for (story 8)? */
export function changesHold(before: CallFacts, after: CallFacts): boolean {
  const watched = (facts: CallFacts) => [
    latestPriority(facts),
    facts.callTypeCode,
    facts.phone?.numberId,
    facts.safeToText,
    ...facts.latches.flags.toSorted(),
  ];
  return watched(before).join('\n') !== watched(after).join('\n');
}

function byOccurrence(a: CallEvent, b: CallEvent): number {
  return (
    a.occurredAt - b.occurredAt ||
    EVENT_TYPES.indexOf(a.type) - EVENT_TYPES.indexOf(b.type) ||
    (a.eventId < b.eventId ? -1 : 1)
  );
}

function applyEvent(facts: CallFacts, event: CallEvent): CallFacts {
  return CHANGES[event.type](stated(facts, event), event);
}

const CHANGES: Record<EventType, (facts: CallFacts, event: CallEvent) => CallFacts> = {
  received: (facts, event) => ({ ...facts, received: facts.received ?? knownFact(event) }),
  updated: (facts) => facts,
  callTakingEnded: (facts) => facts,
  dispatched: (facts) => (facts.end ? facts : { ...facts, assigned: true, waitsBecause: null }),
  arrived: (facts) =>
    facts.end
      ? { ...facts, attended: true }
      : { ...facts, attended: true, assigned: true, waitsBecause: null },
  released: (facts, event) =>
    facts.end || !facts.assigned
      ? facts
      : { ...facts, assigned: false, waitsBecause: { ...knownFact(event), type: 'released' } },
  closed: (facts, event) => ({
    ...facts,
    end: facts.end ?? knownFact(event),
    closed: facts.closed ?? knownFact(event),
    dispositionCode: event.dispositionCode ?? facts.dispositionCode,
  }),
  cancelled: (facts, event) => ({ ...facts, end: facts.end ?? knownFact(event), cancelled: true }),
  merged: (facts, event) => ({
    ...facts,
    end: facts.end ?? knownFact(event),
    merged: true,
    mergedInto: union([facts.mergedInto, event.intoCallNumber ? [event.intoCallNumber] : []]),
  }),
  reopened: (facts, event) =>
    !facts.end || facts.merged
      ? facts
      : {
          ...facts,
          end: null,
          closed: null,
          cancelled: false,
          dispositionCode: null,
          assigned: false,
          waitsBecause: { ...knownFact(event), type: 'reopened' },
          reopened: knownFact(event),
        },
};

function stated(facts: CallFacts, event: CallEvent): CallFacts {
  const { latches } = facts;
  return {
    ...facts,
    priorityRuns: withPriority(facts.priorityRuns, event),
    callTypeCode: event.callTypeCode ?? facts.callTypeCode,
    phone: event.phone ?? facts.phone,
    language: event.language ?? facts.language,
    division: event.division ?? facts.division,
    source: event.source ?? facts.source,
    safeToText: event.safeToText ?? facts.safeToText,
    everNumbers: union([facts.everNumbers, event.phone ? [event.phone.numberId] : []]),
    latches: joinLatches([
      latches,
      {
        flags: event.flags ?? [],
        priorities: event.priorityCode === undefined ? [] : [event.priorityCode],
        callTypes: event.callTypeCode === undefined ? [] : [event.callTypeCode],
        unsafeToText: event.safeToText === 'no',
      },
    ]),
  };
}

function withPriority(runs: CallFacts['priorityRuns'], event: CallEvent): CallFacts['priorityRuns'] {
  if (event.priorityCode === undefined) return runs;
  const stated = { ...knownFact(event), code: event.priorityCode };
  const last = runs.at(-1);
  if (last?.code !== stated.code) return [...runs, stated];
  return last.knownAt <= stated.knownAt ? runs : [...runs.slice(0, -1), stated];
}

/** An event as a fact that is known: which, when it was so, when we knew. */
export function knownFact({ eventId, occurredAt, knownAt }: CallEvent): KnownFact {
  return { eventId, occurredAt, knownAt };
}

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}
