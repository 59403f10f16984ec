/** The words by which people and phone networks end texts, in English and French, accents left out. */
const OPT_OUT_WORDS: readonly string[] = [
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'END',
  'QUIT',
  'CANCEL',
  'REVOKE',
  'OPTOUT',
  'ARRET',
  'ARRETE',
  'ARRETER',
  'ARRETEZ',
  'ARRETT',
  'DESABONNER',
  'DESABONNEMENT',
];

/**
 * Is the whole message such a word? Case, accents, spaces and signs do not matter ("Arrêt!", "opt-out"); a word
 * inside a sentence does ("the noise did stop").
 */
export function isOptOutWord(message: string): boolean {
  const letters = message.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');
  return OPT_OUT_WORDS.includes(letters.toUpperCase());
}
