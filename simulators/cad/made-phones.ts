/** The simulator's numbers with a fault of their own, 555-0150 to 555-0164: no player may meet one by chance. */
const FIRST_FAULTY = 150;
const FAULTY = 15;
const FIRST_LINE = 100;

/** How many made lines an area code has: 555-0100 to 555-9999 without the faulty ones. */
export const MADE_LINES = 10_000 - FIRST_LINE - FAULTY;

/** The made numbers of an area code in a row, the ones kept for fiction (555-01xx) first: four digits after 555. */
export function madeLine(index: number): string {
  const line = FIRST_LINE + (index % MADE_LINES);
  return String(line < FIRST_FAULTY ? line : line + FAULTY).padStart(4, '0');
}

/** Where a line stands in that row; null for one that is not of it. */
export function madeLineIndex(line: string): number | null {
  const number = Number(line);
  if (number < FIRST_LINE || (number >= FIRST_FAULTY && number < FIRST_FAULTY + FAULTY)) return null;
  return number - FIRST_LINE - (number < FIRST_FAULTY ? 0 : FAULTY);
}
