const GSM_7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Written with an escape before them, so they take two places. */
const GSM_7_EXTENDED = new Set('\f^{}\\[~]|€');

/** How many segments a text takes on the air: GSM-7 when every character allows it, otherwise UCS-2. */
export function countSegments(body: string): number {
  const characters = [...body];
  const isGsm7 = characters.every((character) => GSM_7.has(character) || GSM_7_EXTENDED.has(character));
  if (isGsm7) return pack(characters, (character) => (GSM_7.has(character) ? 1 : 2), 160, 153);
  return pack(characters, (character) => character.length, 70, 67);
}

/** A character of two places is never cut in half, so a segment may end one place early. */
function pack(
  characters: readonly string[],
  placesOf: (character: string) => number,
  single: number,
  part: number,
): number {
  const places = characters.reduce((sum, character) => sum + placesOf(character), 0);
  if (places <= single) return 1;
  let segments = 1;
  let used = 0;
  for (const character of characters) {
    if (used + placesOf(character) > part) {
      segments += 1;
      used = 0;
    }
    used += placesOf(character);
  }
  return segments;
}
