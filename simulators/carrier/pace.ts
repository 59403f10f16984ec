import type { CarrierOptions } from './options';

/** How long things take, in real milliseconds; a handset never answers in less than a blink, however fast the story. */
export type Pace = {
  perSegment: number;
  /** From leaving the sender's queue to the handset. */
  toHandset: number;
  /** What a receipt that comes out of order is held back: long enough for the next one to overtake it. */
  heldBack: number;
  /** What a person needs to answer a text. */
  toAnswer: number;
};

const BLINK = 50;

export function paceOf({ segmentsPerSecond, scale }: CarrierOptions): Pace {
  const storySecond = 1000 / scale;
  const toHandset = Math.max(BLINK, storySecond);
  return {
    perSegment: storySecond / segmentsPerSecond,
    toHandset,
    heldBack: 2 * toHandset + BLINK,
    toAnswer: Math.max(2 * BLINK, 5 * storySecond),
  };
}
