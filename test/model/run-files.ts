import { readFileSync } from 'node:fs';
import type { Instant } from './read-policy';
import type { RecordedEvent } from './recorded-event';
import type { Kind } from './world';

/** One text of the read-back, instants as ISO strings. */
export type RunText = {
  kind: Kind;
  ordinal: number;
  outcome: 'sent' | 'pending' | 'unknown' | 'notSent';
  reason: string | null;
  delivery: string | null;
  segments: number | null;
  dueAt: string;
  decidedAt: string;
  factsSeq: number;
};

/** One line of the result file of a replay: the read-back of a call and its events as accepted. */
export type RunCall = {
  callNumber: string;
  stage: string;
  decision: { eligible: boolean; reason: string | null };
  texts: RunText[];
  events: { eventId: string; seq: number; knownAt: string }[];
};

/** Where the run differs from the rules, in words a person can act on; `why` names the rule of the story. */
export type Mismatch = { callNumber: string; what: What; expected: string; seen: string; why: string };

export type What =
  | 'lostCall'
  | 'lostEvent'
  | 'unknownEvent'
  | 'wrongSeq'
  | 'tooEarly'
  | 'tooLate'
  | 'missing'
  | 'doubled'
  | 'noMoment'
  | 'wrongOrdinal'
  | 'wrongDueAt'
  | 'wrongOutcome'
  | 'wrongFacts'
  | 'wrongStage'
  | 'wrongDecision';

export const iso = (instant: Instant): string => new Date(instant).toISOString();

function readLines(path: string): unknown[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): unknown => JSON.parse(line));
}

export const readEvents = (path: string): RecordedEvent[] => readLines(path) as RecordedEvent[];
export const readRun = (path: string): RunCall[] => readLines(path) as RunCall[];
