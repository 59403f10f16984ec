/** The next number of a stream, at least 0 and less than 1. */
export type Random = () => number;

/** What may be drawn, each with its weight; the weights need not add up to 1. */
export type Choices<T> = readonly (readonly [T, number])[];

/**
 * A stream that depends on the seed and on what it is about, so that a call's own draws are the same whichever
 * calls are converted with it. (FNV-1a to mix, mulberry32 to draw.)
 */
export function seededRandom(seed: number, about: string): Random {
  let state = hash(`${seed}/${about}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function chance(random: Random, share: number): boolean {
  return random() < share;
}

export function between(random: Random, least: number, most: number): number {
  return least + random() * (most - least);
}

/** Each as likely as its weight says; undefined where there is nothing to draw from. */
export function pick<T>(random: Random, choices: Choices<T>): T | undefined {
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  return choices.find(([, weight]) => (left -= weight) < 0)?.[0];
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return state;
}
