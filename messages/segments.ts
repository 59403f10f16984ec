import { septetsOf } from './gsm7';

const ALONE = 160;
/** A segment of several gives seven septets to the header that joins them. */
const JOINED = 153;

/**
 * The segments a carrier bills for a text in GSM-7. An escaped letter is never cut in two, so a segment can end one
 * septet early. @throws RangeError where a letter is not of GSM-7
 */
export function countSegments(text: string): number {
  const septets = septetsOf(text);
  if (septets.reduce((sum, one) => sum + one, 0) <= ALONE) return 1;
  let segments = 1;
  let used = 0;
  for (const one of septets) {
    if (used + one > JOINED) {
      segments += 1;
      used = 0;
    }
    used += one;
  }
  return segments;
}
