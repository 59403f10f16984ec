import type { Agency } from '../runtime/agency';
import type { AgencyTexts } from '../messages/agency-texts';
import type { PageFrame } from './pages/page';
import { STYLESHEET_PATH } from './stylesheet';

/** The agency's languages in its own order; pages of the first have no prefix, `/fr` stands before the others'. */
export function languagesOf({ policy }: Agency): { language: string; prefix: string }[] {
  return policy.languages.map((language, index) => ({ language, prefix: index === 0 ? '' : `/${language}` }));
}

/** @param path of the request, whatever it is: the language is read from its first part */
export function frameFor(agency: Agency, path: string): PageFrame {
  const languages = languagesOf(agency);
  const here = languages.find(({ prefix }) => prefix !== '' && startsWithPart(path, prefix)) ?? languages[0];
  // Two slashes at the beginning of a link would lead to another host.
  const bare = path.slice(here?.prefix.length ?? 0).replace(/^[/\\]*/, '/');
  return {
    words: wordsOf(agency, here?.language ?? ''),
    stylesheet: STYLESHEET_PATH,
    otherLanguages: languages
      .filter((other) => other !== here)
      .map(({ language, prefix }) => ({
        language,
        name: wordsOf(agency, language).languageName,
        href: prefix + bare,
      })),
  };
}

function startsWithPart(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function wordsOf({ texts }: Agency, language: string): AgencyTexts {
  const words = texts[language];
  if (!words) throw new Error(`there are no texts in the language ${language}`);
  return words;
}
