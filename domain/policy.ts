import type { Source } from './call-event';

/** A clock-hour span [from, to) of the agency's time zone, minutes after midnight; `to` may be the next day. */
export type QuietTime = { fromMinute: number; toMinute: number };

/** `codes` are compared with case ignored; an entry `/pattern/` is looked for in the code, case ignored. */
export type CodeGroup = { group: string; codes: string[] };

export type CallTypeGroup = CodeGroup & {
  /** Never texted, and for good (story 6.3). */
  protected: boolean;
  /** A protected group that protects the number as well (story 6.13). */
  personalSafety: boolean;
  texted: boolean;
  delayNotices: boolean;
};

export type DispositionGroup = CodeGroup & { surveyed: boolean };

/** An agency's rules, as read from its policy.yaml. All durations in milliseconds of story time. */
export type Policy = {
  agency: string;
  timeZone: string;
  /** The first is used where one must be chosen; all of them where the caller's is not known. */
  languages: string[];
  phoneCountries: string[];
  priorities: { mostUrgentFirst: string[]; texted: string[] };
  callTypes: CallTypeGroup[];
  dispositions: DispositionGroup[];
  sourceWhenNotStated: Source | 'unknown';
  textWhenNotAsked: boolean;
  sharedNumber: { callsInDay: number; callsInWeek: number };
  numberProtected: { personalSafetyMs: number; riskOpenMs: number; riskEndedMs: number };
  phoneNotCapableMs: number;
  feedStaleMs: number;
  eventTooOldMs: number;
  spreadMs: number;
  ceiling: { windowMs: number; texts: number; lessUrgentTexts: number };
  acknowledgement: {
    afterCallTakingMs: number;
    withoutCallTakingMs: number;
    afterChangeMs: number;
    tooLateMs: number;
    dueAnewMs: number;
  };
  delayNotice: {
    most: number;
    /** By texted priority. */
    firstMs: Record<string, number>;
    afterAcknowledgementMs: number;
    nextMs: number[];
    afterReleasedMs: number;
    notAfterReopeningMs: number;
    tooLateMs: number;
    numberJustToldMs: number;
    quiet: QuietTime;
    firstDespiteQuiet: string[];
  };
  closureNotice: { afterEndMs: number; tooLateMs: number; quiet: QuietTime };
  survey: {
    afterClosedMs: number;
    tooLateMs: number;
    quiet: QuietTime;
    otherCallReceivedMs: number;
    otherCallOpenMs: number;
    oncePerNumberMs: number;
    answerableMs: number;
  };
  followUp: { neverClosedMs: number };
};
