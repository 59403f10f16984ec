import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import type { PhoneKind } from '../domain/call-event';

export type PhoneOptions = {
  /** The country whose national writing is meant when there is no country code, e.g. `CA`. */
  defaultCountry: string;
  /** The agency's own numbers, E.164: texting one of them would loop. */
  ownNumbers: readonly string[];
};

export type ReadPhone = {
  /** The number a carrier would take; null for what is no valid number. */
  e164: string | null;
  /** The same for every writing of one number: E.164, or the bare signs of what cannot be parsed. */
  identity: string;
  country: string | null;
  kind: PhoneKind;
};

/** Reads a phone as people and CADs write it; whatever cannot be read is of kind `invalid`, never an error. */
export function readPhone(written: string, options: PhoneOptions): ReadPhone {
  const bare = withoutLabels(written.normalize('NFKC'));
  const number = parse(bare, options.defaultCountry);
  const e164 = number?.isValid() ? number.number : null;
  return {
    e164,
    identity: number?.number ?? bare.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''),
    country: number?.country ?? null,
    kind: kindOf(number, e164, options.ownNumbers),
  };
}

/**
 * What stands around the number itself: `tel:`, a host name, "Home:", "(cell)". Between two numbers it stays, so
 * that "613-555-0123 or 613-555-0124" is refused instead of texting one of two people.
 */
function withoutLabels(written: string): string {
  const alone = written
    .replace(/\s+/g, ' ')
    .replace(/(@|;phone-context=|;user=).*$/i, '')
    .replace(/\b(poste|p\.) ?(?=\p{Nd}+\W*$)/iu, 'ext ');
  const labelled = alone.replace(/^[^\p{Nd}+(]+/u, '').replace(/[^\p{Nd}]+$/u, '');
  return labelled || alone.trim();
}

function parse(bare: string, defaultCountry: string): PhoneNumber | undefined {
  if (!isSupportedCountry(defaultCountry)) throw new Error(`unknown country ${defaultCountry}`);
  return parsePhoneNumberFromString(bare, { defaultCountry, extract: false });
}

function kindOf(
  number: PhoneNumber | undefined,
  e164: string | null,
  ownNumbers: readonly string[],
): PhoneKind {
  if (number && isPseudo911(number)) return 'pseudo911';
  if (!number || e164 === null) return 'invalid';
  if (ownNumbers.includes(e164)) return 'agencyOwn';
  if (number.ext) return 'extension';
  if (number.getType() === 'TOLL_FREE') return 'tollFree';
  if (number.getType() === 'PREMIUM_RATE') return 'premium';
  return 'ordinary';
}

/**
 * North American call centres see 911 and seven digits of the handset for a phone without a subscription, and an
 * exchange like 911 or 511 for the routing number of a cell: neither is anybody's number.
 */
function isPseudo911(number: PhoneNumber): boolean {
  return number.countryCallingCode === '1' && /^(911.*|\d{3}[2-9]11\d{4})$/.test(number.nationalNumber);
}
