import type { Reason } from '../domain/reasons';

/** Who read a file's words and when (a date such as 2026-01-15); null until somebody has. */
export type Reviewed = { by: string | null; on: string | null };

/**
 * The ways to say one text, the fullest first: the first that fits the length budget is sent.
 * `{callNumber}` stands for the call number; a link is put after the words, never inside them.
 */
export type Wordings = string[];

export const WORDED_TEXTS = [
  'acknowledgement',
  'delayNotice',
  'lastDelayNotice',
  'closedNotice',
  'mergedNotice',
  'survey',
] as const;
export type WordedText = (typeof WORDED_TEXTS)[number];

/** A phone line as people write it, e.g. `613-236-1222`; `label` says what it is for. */
export type PhoneLine = { label: string; number: string };

export type PageWords = { title: string; paragraphs: string[] };

export type SurveyPageWords = PageWords & {
  /** Notice of collection: what is kept, why, and whom to ask. */
  notice: string;
  /** What 1 to 5 mean, lowest first. */
  ratings: [string, string, string, string, string];
  /** The choice of leaving a question out. */
  noAnswer: string;
  send: string;
};

/** Every sentence of one language, as read from `texts.<language>.yaml`. */
export type AgencyTexts = {
  /** Primary subtag, e.g. `fr`. */
  language: string;
  /** In the language itself, e.g. `Français`. */
  languageName: string;
  reviewed: Reviewed;
  /** As residents know the agency, e.g. `Ottawa Police`. */
  agencyName: string;
  phoneLines: { emergency: PhoneLine; nonEmergency: PhoneLine };
  texts: Record<WordedText, Wordings>;
  /** For staff: why a text was not sent or a call is not texted. */
  reasons: Record<Reason, string>;
  pages: {
    home: PageWords;
    survey: SurveyPageWords;
    thanks: PageWords;
    linkSpent: PageWords;
    linkExpired: PageWords;
    /** There never was such a link. */
    linkUnknown: PageWords;
    notFound: PageWords;
    /** We cannot answer just now; trying again helps. */
    unavailable: PageWords;
    /** On every page: nobody watches it, call 9-1-1 in an emergency. */
    emergencyNote: string;
  };
};
