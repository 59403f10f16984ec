import { countSeptets } from './gsm7';

/** What some Canadian carriers take as one message from a long number; counted in septets. */
export const CHARACTERS_PER_LANGUAGE = 136;

/** As long as the CAD API lets a call number be. */
export const LONGEST_CALL_NUMBER = 40;

/** A survey link is `HEARD_PUBLIC_URL`, `/s/` and a token of 22 characters. */
export const LONGEST_LINK = 64;
export const LONGEST_PUBLIC_URL = LONGEST_LINK - '/s/'.length - 22;

export function fitsLanguages(body: string, languages: number): boolean {
  return countSeptets(body) <= CHARACTERS_PER_LANGUAGE * languages;
}
