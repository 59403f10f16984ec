import type { Instant } from './instant';

/** The CAD's facts about a call, in the order in which events of one instant are folded (story 1). */
export const EVENT_TYPES = [
  'received',
  'updated',
  'callTakingEnded',
  'dispatched',
  'arrived',
  'released',
  'closed',
  'cancelled',
  'merged',
  'reopened',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const SAFE_TO_TEXT = ['yes', 'no', 'notAsked'] as const;
export type SafeToText = (typeof SAFE_TO_TEXT)[number];

export const SOURCES = ['public', 'officer', 'alarmCompany', 'walkIn', 'agency', 'institution'] as const;
export type Source = (typeof SOURCES)[number];

export const FLAGS = [
  'doNotText',
  'inProgress',
  'hazard',
  'juvenile',
  'mentalHealth',
  'hangUp',
  'thirdParty',
] as const;
export type Flag = (typeof FLAGS)[number];

export const PHONE_KINDS = [
  'ordinary',
  'invalid',
  'extension',
  'tollFree',
  'premium',
  'pseudo911',
  'agencyOwn',
] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/** A phone without the number itself: which number it is, and what can be said of it. */
export type StatedPhone = { numberId: string; country: string | null; kind: PhoneKind };

/** What a `received` or an `updated` may state; a field left out states nothing. */
export type StatedFields = {
  priorityCode?: string;
  callTypeCode?: string;
  phone?: StatedPhone;
  language?: string;
  safeToText?: SafeToText;
  division?: string;
  source?: Source;
  flags?: Flag[];
};

/** One accepted event: `seq` counts within its call, `knownAt` is when it was accepted. */
export type CallEvent = StatedFields & {
  eventId: string;
  type: EventType;
  seq: number;
  occurredAt: Instant;
  knownAt: Instant;
  dispositionCode?: string;
  intoCallNumber?: string;
};
