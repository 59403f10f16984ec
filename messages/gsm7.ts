const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

/** How much of a segment each letter of GSM-7 takes: one septet, or two behind an escape. */
const SEPTETS = new Map([
  ...Array.from(BASIC, (letter) => [letter, 1] as const),
  ...Array.from(EXTENDED, (letter) => [letter, 2] as const),
]);

/** The characters, each once, that would make the carrier send `text` in UCS-2, at 70 instead of 160 a segment. */
export function outsideGsm7(text: string): string[] {
  return [...new Set(text)].filter((letter) => !SEPTETS.has(letter));
}

/** One number a letter. @throws RangeError where a letter is not of GSM-7 */
export function septetsOf(text: string): number[] {
  return Array.from(text, (letter) => {
    const septets = SEPTETS.get(letter);
    if (septets === undefined) throw new RangeError(`${letter} is not a letter of GSM-7`);
    return septets;
  });
}

/** The length of a text as a segment counts it. @throws RangeError where a letter is not of GSM-7 */
export function countSeptets(text: string): number {
  return septetsOf(text).reduce((sum, septets) => sum + septets, 0);
}
