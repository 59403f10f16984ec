import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/instant';
import { needs } from './say-issue';

const UNITS: Record<string, number> = { s: SECOND, min: MINUTE, h: HOUR, day: DAY, days: DAY };
const SAID = { error: needs('a duration, as in 30 s, 2 min, 4 h or 90 days') };
const FORM = /^(\d+) (s|min|h|days?)$/;

/** `30 s`, `2 min`, `4 h`, `90 days`, as milliseconds. */
export const duration = z
  .string(SAID)
  .regex(FORM, SAID)
  .transform((said) => {
    const [, amount, unit = ''] = FORM.exec(said) ?? [];
    return Number(amount) * (UNITS[unit] ?? Number.NaN);
  });
