import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Policy } from './read-policy';

/** A phone as a number: `number` tells whether two writings are one phone, `usable` whether it can be texted. */
export type Phone = { number: string; usable: boolean };

/** Undefined when nothing was written. `own` are the agency's numbers in E.164. */
export function readPhone(written: string | undefined, policy: Policy, own: string[]): Phone | undefined {
  if (written === undefined || written.trim() === '') return undefined;
  const [home] = policy.phoneCountries;
  const parsed = parsePhoneNumberFromString(written, home);
  if (!parsed) return { number: written.trim(), usable: false };
  const kind = parsed.getType();
  const usable =
    parsed.isValid() &&
    parsed.country !== undefined &&
    policy.phoneCountries.includes(parsed.country) &&
    !parsed.ext &&
    kind !== 'TOLL_FREE' &&
    kind !== 'PREMIUM_RATE' &&
    !own.includes(parsed.number);
  return { number: parsed.number, usable };
}
