import type { CallFacts, KnownFact, Latches } from './call-facts';
import type { Instant } from './instant';
import type { Decision } from './reasons';
import type { TextKind, TextRecord } from './text-message';

/** A text's moment at which nothing was to be sent or recorded (story 9.3, 10). */
export type PassedMoment = { kind: TextKind; dueAt: Instant };

/** All that the rules need to know of one call: its facts, what was decided so far, its texts. */
export type CallRecord = {
  callNumber: string;
  /** The call's own share of the spread after a quiet time, 0 up to 1 (story, top). */
  spread: number;
  lastSeq: number;
  /** Raised by every event and every text; what is told to the workflow with a lower one is old. */
  revision: number;
  facts: CallFacts;
  /** From the calls that were merged into this one. */
  takenOver: Latches;
  decision: Decision;
  /** Our moment of the first eligible decision. */
  followedSince: Instant | null;
  /** The event that last turned the decision to eligible. */
  madeEligibleBy: KnownFact | null;
  /** The last accepted event that changed what the hold waits for. */
  holdChangedBy: KnownFact | null;
  lastEventKnownAt: Instant;
  /** Staff stopped this call's texts, with this reason. */
  stoppedBecause: string | null;
  /** An event made the call eligible again soon enough for a refused acknowledgement (story 13). */
  acknowledgementDueAnew: boolean;
  /** Moments that came and left nothing behind; they do not come again. */
  passed: PassedMoment[];
  texts: TextRecord[];
};

export function textsOf(call: CallRecord, kind: TextKind): TextRecord[] {
  return call.texts.filter((text) => text.kind === kind).sort((a, b) => a.ordinal - b.ordinal);
}

export function acknowledgementOf(call: CallRecord): TextRecord | null {
  return textsOf(call, 'acknowledgement')[0] ?? null;
}

/** Story 10, 11: a text goes only to the phone that was told of the call. */
export function phoneChanged(call: CallRecord): boolean {
  return acknowledgementOf(call)?.numberId !== call.facts.phone?.numberId;
}
