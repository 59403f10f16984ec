import { WORDED_TEXTS } from './agency-texts';
import type { AgencyTexts, WordedText, Wordings } from './agency-texts';
import { countSeptets, outsideGsm7 } from './gsm7';
import { CHARACTERS_PER_LANGUAGE, LONGEST_CALL_NUMBER, LONGEST_LINK } from './length-budget';

/** Where in `texts.<language>.yaml` the words are wrong, and why, said to whoever wrote them. */
export type WordingProblem = { path: (string | number)[]; message: string };

const LINE = '\n'.length;
/** Between the languages of one text, so that `both` fits wherever each language fits alone. */
const BLANK_LINE = '\n\n'.length;

/** Every way in which the words of one language could not be sent as they stand; empty when all is well. */
export function checkWordings(texts: AgencyTexts['texts']): WordingProblem[] {
  return WORDED_TEXTS.flatMap((worded) => [
    ...texts[worded].flatMap((words, way) =>
      checkWords(worded, words, way).map((message) => ({ path: ['texts', worded, way], message })),
    ),
    ...checkOrder(texts[worded]).map((message) => ({ path: ['texts', worded], message })),
    ...checkLast(worded, texts[worded]),
  ]);
}

function checkWords(worded: WordedText, words: string, way: number): string[] {
  const wrongLetters = outsideGsm7(words).map(
    (letter) => `'${letter}' is not a letter of GSM-7; choose a word that needs none`,
  );
  const [placeholder] = words.replaceAll('{callNumber}', '').match(/\{[^}]*\}?|\}/) ?? [];
  const needsNumber = worded !== 'survey' || way === 0;
  return [
    ...wrongLetters,
    ...(placeholder ? [`${placeholder} is not known; only {callNumber} may stand in a text`] : []),
    ...(needsNumber && !words.includes('{callNumber}') ? ['needs {callNumber}'] : []),
    ...(/https?:|www\./i.test(words) ? ['needs to be without a link; the link is put after the words'] : []),
    ...(words.trim() === words ? [] : ['needs to be without blanks at its ends']),
  ];
}

function checkOrder(wordings: Wordings): string[] {
  if (wordings.some((words) => outsideGsm7(words).length > 0)) return [];
  const longest = wordings.map((words) => lengthWith(words, LONGEST_CALL_NUMBER));
  const ordered = longest.every((length, way) => way === 0 || length < (longest[way - 1] ?? 0));
  const tooLong = wordings
    .map((words) => lengthWith(words, 1))
    .filter((length) => length > CHARACTERS_PER_LANGUAGE);
  return [
    ...(ordered ? [] : ['needs the fullest wording first, each next one shorter']),
    ...tooLong.map((length) => `a wording of ${length} characters is over ${CHARACTERS_PER_LANGUAGE}`),
  ];
}

/** The last wording is what is left for any call number and any link, so it must always fit. */
function checkLast(worded: WordedText, wordings: Wordings): WordingProblem[] {
  const last = wordings.at(-1) ?? '';
  if (outsideGsm7(last).length > 0) return [];
  const around = worded === 'survey' ? LINE + LONGEST_LINK : BLANK_LINE;
  const over = lengthWith(last, LONGEST_CALL_NUMBER) + around - CHARACTERS_PER_LANGUAGE;
  if (over <= 0) return [];
  const beside =
    worded === 'survey' ? `the longest link, ${LONGEST_LINK}` : 'the blank line between languages';
  const message =
    `the last wording is too long by ${over} for ${CHARACTERS_PER_LANGUAGE} characters, ` +
    `with a call number of ${LONGEST_CALL_NUMBER} and ${beside}`;
  return [{ path: ['texts', worded, wordings.length - 1], message }];
}

function lengthWith(words: string, callNumberLength: number): number {
  return countSeptets(words.replaceAll('{callNumber}', '0'.repeat(callNumberLength)));
}
