import type { CallFacts, Latches } from './call-facts';
import type { Instant } from './instant';
import type { TextKind, TextOutcome } from './text-message';

/** Another call that ever stated a number. */
export type OtherCall = {
  facts: CallFacts;
  takenOver: Latches;
  lastEventKnownAt: Instant;
};

/** A text that went, or may go, to a number, of whichever call. */
export type NumberText = { callNumber: string; kind: TextKind; outcome: TextOutcome; decidedAt: Instant };

/** What we know of one phone number from everything but the call itself. */
export type NumberFacts = {
  optedOut: boolean;
  neverText: boolean;
  institution: boolean;
  notCapableSince: Instant | null;
  otherCalls: OtherCall[];
  /** Those decided in the last 90 days are enough; a text of the call itself is among them. */
  texts: NumberText[];
};

export const UNKNOWN_NUMBER: NumberFacts = {
  optedOut: false,
  neverText: false,
  institution: false,
  notCapableSince: null,
  otherCalls: [],
  texts: [],
};
