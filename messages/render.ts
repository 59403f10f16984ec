import type { TextKind } from '../domain/text-message';
import type { AgencyTexts, WordedText, Wordings } from './agency-texts';
import { fitsLanguages } from './length-budget';
import { countSegments } from './segments';

export type TextRequest = {
  kind: TextKind;
  /** Of the delay notices: no other follows. */
  last: boolean;
  /** How the call of a closure notice ended; a cancelled one is closed. */
  endedBy: 'closed' | 'merged';
  callNumber: string;
  /** The caller's language as the CAD states it (BCP 47), null where it does not. */
  language: string | null;
  /** Of a survey; null for every other kind. */
  link: string | null;
};

/** `language` is the tag of the one used, or `both` where the caller gets all of the agency's. */
export type RenderedText = { body: string; language: string; segments: number };

/**
 * The words of one text, never longer than the budget and only in letters of GSM-7.
 * @throws RangeError where a link or call number longer than `length-budget.ts` allows leaves no room, or is not ASCII
 */
export function renderText(
  texts: Record<string, AgencyTexts>,
  languages: string[],
  request: TextRequest,
): RenderedText {
  const all = languages.flatMap((language) => texts[language] ?? []);
  const stated = request.language?.split('-')[0]?.toLowerCase();
  const own = all.find(({ language }) => language === stated);
  const spoken = own ? [own] : all;
  const worded = wordedText(request);
  const wordings = spoken.map(({ texts: byText }) => byText[worded]);
  const body = fullestThatFits(wordings, request);
  const [first, second] = spoken;
  return { body, language: first && !second ? first.language : 'both', segments: countSegments(body) };
}

function fullestThatFits(wordings: Wordings[], request: TextRequest): string {
  const body = compose(
    wordings.map(([words = '']) => words),
    request,
  );
  return fitsLanguages(body, wordings.length) ? body : fullestThatFits(shorten(wordings), request);
}

/** Gives up the longest wording that has a shorter one behind it, so that no language pays for the others. */
function shorten(wordings: Wordings[]): Wordings[] {
  const fullest = wordings
    .filter(({ length }) => length > 1)
    .sort(([a = ''], [b = '']) => b.length - a.length)[0];
  if (!fullest) throw new RangeError('no wording of this text fits its length budget');
  return wordings.map((ofLanguage) => (ofLanguage === fullest ? ofLanguage.slice(1) : ofLanguage));
}

/** The link stands once, on a line of its own at the end, so that nothing behind it is taken for a part of it. */
function compose(parts: string[], { callNumber, link }: TextRequest): string {
  const words = parts.map((part) => part.replaceAll('{callNumber}', callNumber)).join('\n\n');
  if (link === null) return words;
  return `${words}${parts.length > 1 ? '\n\n' : '\n'}${link}`;
}

function wordedText({ kind, last, endedBy }: TextRequest): WordedText {
  if (kind === 'delayNotice') return last ? 'lastDelayNotice' : 'delayNotice';
  if (kind === 'closureNotice') return endedBy === 'merged' ? 'mergedNotice' : 'closedNotice';
  return kind;
}
