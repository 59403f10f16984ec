import { z } from 'zod';
import { SOURCES } from '../../domain/call-event';
import { duration } from './duration';
import { needs } from './say-issue';

const code = z.string().min(1).max(64);
const count = z.int().min(0);

const CLOCK_SAID = { error: needs("a time of day in quotes, as in '22:00'") };
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const clockHour = z
  .string(CLOCK_SAID)
  .regex(CLOCK, CLOCK_SAID)
  .transform((said) => {
    const [, hours, minutes] = CLOCK.exec(said) ?? [];
    return Number(hours) * 60 + Number(minutes);
  });
const quiet = z.strictObject({ from: clockHour, to: clockHour });

const codeGroup = z.strictObject({ group: z.string().min(1), codes: z.array(code).min(1) });
const callTypeGroup = codeGroup.extend({
  protected: z.boolean().default(false),
  personalSafety: z.boolean().default(false),
  texted: z.boolean().default(false),
  delayNotices: z.boolean().default(false),
});

/** The shape of `policy.yaml`; what one rule asks of another is in `policy-rules.ts`. */
export const policySchema = z.strictObject({
  agency: z.string(),
  timeZone: z.string(),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, { error: needs('a language tag, as in en') })).min(1),
  phoneCountries: z.array(z.string().regex(/^[A-Z]{2}$/, { error: needs('a country, as in CA') })).min(1),
  priorities: z.strictObject({ mostUrgentFirst: z.array(code).min(1), texted: z.array(code).min(1) }),
  callTypes: z.array(callTypeGroup).min(1),
  inSeveralGroups: z.array(code).default([]),
  dispositions: z.array(codeGroup.extend({ surveyed: z.boolean().default(false) })).min(1),
  whenNotStated: z.strictObject({
    source: z.enum([...SOURCES, 'unknown']),
    safeToText: z.enum(['yes', 'no']),
  }),
  sharedNumber: z.strictObject({ callsInDay: count, callsInWeek: count }),
  numberProtected: z.strictObject({
    personalSafety: duration,
    riskWhileOpen: duration,
    riskAfterEnd: duration,
  }),
  phoneNotCapable: duration,
  feedStale: duration,
  eventTooOld: duration,
  spread: duration,
  ceiling: z.strictObject({ within: duration, texts: count, lessUrgentTexts: count }),
  acknowledgement: z.strictObject({
    afterCallTaking: duration,
    withoutCallTaking: duration,
    afterChange: duration,
    tooLate: duration,
    dueAnew: duration,
  }),
  delayNotice: z.strictObject({
    most: z.int().min(1),
    first: z.record(z.string(), duration),
    afterAcknowledgement: duration,
    next: z.array(duration),
    afterReleased: duration,
    notAfterReopening: duration,
    tooLate: duration,
    numberJustTold: duration,
    quiet,
    firstDespiteQuiet: z.array(code),
  }),
  closureNotice: z.strictObject({ afterEnd: duration, tooLate: duration, quiet }),
  survey: z.strictObject({
    afterClosed: duration,
    tooLate: duration,
    quiet,
    otherCallReceived: duration,
    otherCallOpen: duration,
    oncePerNumber: duration,
    answerable: duration,
  }),
  followUp: z.strictObject({ neverClosed: duration }),
});

/** A policy as written: durations in milliseconds, times of day in minutes after midnight. */
export type PolicyFile = z.output<typeof policySchema>;
