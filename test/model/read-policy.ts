import { readFileSync } from 'node:fs';
import type { CountryCode } from 'libphonenumber-js/max';
import { parse } from 'yaml';

/** Story time: epoch milliseconds; a span of it: milliseconds. */
export type Instant = number;
export type Span = number;
export type Quiet = { from: Span; to: Span };
export type CodeGroup = {
  group: string;
  codes: string[];
  texted: boolean;
  delayNotices: boolean;
  protected: boolean;
  personalSafety: boolean;
  surveyed: boolean;
};

export type Policy = ReturnType<typeof policyOf>;

const units: Record<string, Span> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

export function spanOf(text: string): Span {
  const [, count, unit = ''] = /^(\d+) (\w+)$/.exec(text) ?? [];
  const size = units[unit];
  if (count === undefined || size === undefined) throw new Error(`not a duration: ${text}`);
  return Number(count) * size;
}

function timeOfDay(text: string): Span {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) throw new Error(`not a time of day: ${text}`);
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}

type Written = {
  agency: string;
  timeZone: string;
  phoneCountries: CountryCode[];
  priorities: { mostUrgentFirst: string[]; texted: string[] };
  callTypes: (Partial<CodeGroup> & { group: string; codes: string[] })[];
  dispositions: (Partial<CodeGroup> & { group: string; codes: string[] })[];
  whenNotStated: { source: string; safeToText: string };
  sharedNumber: { callsInDay: number; callsInWeek: number };
  numberProtected: Record<'personalSafety' | 'riskWhileOpen' | 'riskAfterEnd', string>;
  eventTooOld: string;
  spread: string;
  ceiling: { within: string; texts: number; lessUrgentTexts: number };
  acknowledgement: Record<
    'afterCallTaking' | 'withoutCallTaking' | 'afterChange' | 'tooLate' | 'dueAnew',
    string
  >;
  delayNotice: {
    most: number;
    first: Record<string, string>;
    next: string[];
    firstDespiteQuiet: string[];
  } & Record<
    'afterAcknowledgement' | 'afterReleased' | 'notAfterReopening' | 'tooLate' | 'numberJustTold',
    string
  > &
    WrittenQuiet;
  closureNotice: Record<'afterEnd' | 'tooLate', string> & WrittenQuiet;
  survey: Record<
    'afterClosed' | 'tooLate' | 'otherCallReceived' | 'otherCallOpen' | 'oncePerNumber',
    string
  > &
    WrittenQuiet;
  followUp: { neverClosed: string };
};
type WrittenQuiet = { quiet: { from: string; to: string } };

const quietOf = ({ quiet }: WrittenQuiet): Quiet => ({
  from: timeOfDay(quiet.from),
  to: timeOfDay(quiet.to),
});

const groupOf = (written: Partial<CodeGroup> & { group: string; codes: string[] }): CodeGroup => ({
  texted: false,
  delayNotices: false,
  protected: false,
  personalSafety: false,
  surveyed: false,
  ...written,
  codes: written.codes.map(String),
});

function policyOf(written: Written) {
  const { acknowledgement, delayNotice, closureNotice, survey, numberProtected } = written;
  return {
    timeZone: written.timeZone,
    phoneCountries: written.phoneCountries,
    priorities: {
      mostUrgentFirst: written.priorities.mostUrgentFirst.map(String),
      texted: written.priorities.texted.map(String),
    },
    callTypes: written.callTypes.map(groupOf),
    dispositions: written.dispositions.map(groupOf),
    whenNotStated: written.whenNotStated,
    sharedNumber: written.sharedNumber,
    numberProtected: {
      personalSafety: spanOf(numberProtected.personalSafety),
      riskWhileOpen: spanOf(numberProtected.riskWhileOpen),
      riskAfterEnd: spanOf(numberProtected.riskAfterEnd),
    },
    eventTooOld: spanOf(written.eventTooOld),
    spread: spanOf(written.spread),
    ceiling: { ...written.ceiling, within: spanOf(written.ceiling.within) },
    acknowledgement: {
      afterCallTaking: spanOf(acknowledgement.afterCallTaking),
      withoutCallTaking: spanOf(acknowledgement.withoutCallTaking),
      afterChange: spanOf(acknowledgement.afterChange),
      tooLate: spanOf(acknowledgement.tooLate),
      dueAnew: spanOf(acknowledgement.dueAnew),
    },
    delayNotice: {
      most: delayNotice.most,
      first: new Map(Object.entries(delayNotice.first).map(([code, span]) => [code, spanOf(span)])),
      next: delayNotice.next.map(spanOf),
      firstDespiteQuiet: delayNotice.firstDespiteQuiet.map(String),
      afterAcknowledgement: spanOf(delayNotice.afterAcknowledgement),
      afterReleased: spanOf(delayNotice.afterReleased),
      notAfterReopening: spanOf(delayNotice.notAfterReopening),
      tooLate: spanOf(delayNotice.tooLate),
      numberJustTold: spanOf(delayNotice.numberJustTold),
      quiet: quietOf(delayNotice),
    },
    closureNotice: {
      afterEnd: spanOf(closureNotice.afterEnd),
      tooLate: spanOf(closureNotice.tooLate),
      quiet: quietOf(closureNotice),
    },
    survey: {
      afterClosed: spanOf(survey.afterClosed),
      tooLate: spanOf(survey.tooLate),
      otherCallReceived: spanOf(survey.otherCallReceived),
      otherCallOpen: spanOf(survey.otherCallOpen),
      oncePerNumber: spanOf(survey.oncePerNumber),
      quiet: quietOf(survey),
    },
    neverClosed: spanOf(written.followUp.neverClosed),
  };
}

/** Reads an agency's `policy.yaml`. The file is checked elsewhere; here only a wrong duration throws. */
export function readPolicy(path: string): Policy {
  return policyOf(parse(readFileSync(path, 'utf8')) as Written);
}
