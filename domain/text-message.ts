import type { Instant } from './instant';
import type { Reason } from './reasons';

/** The texts a call can get, in the order in which those of one instant are decided (story, rules 8 to 11). */
export const TEXT_KINDS = ['acknowledgement', 'delayNotice', 'closureNotice', 'survey'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** `pending`: claimed, the carrier has not answered yet. */
export const TEXT_OUTCOMES = ['sent', 'notSent', 'unknown', 'pending'] as const;
export type TextOutcome = (typeof TEXT_OUTCOMES)[number];

/** One text that came due, as the rules need to know it; unique by call, kind and ordinal. */
export type TextRecord = {
  kind: TextKind;
  ordinal: number;
  outcome: TextOutcome;
  reason: Reason | null;
  dueAt: Instant;
  decidedAt: Instant;
  /** The number it went to or would have gone to; null where the call had none. */
  numberId: string | null;
  /** The carrier's report says it did not arrive. */
  undelivered: boolean;
  /** A survey row: the reopening in force when it was decided, null before the first (story 13). */
  reopeningEventId: string | null;
};

/** Sent, or perhaps sent: what the rules count as "got" (story 12). */
export function mayHaveArrived(text: { outcome: TextOutcome }): boolean {
  return text.outcome !== 'notSent';
}
