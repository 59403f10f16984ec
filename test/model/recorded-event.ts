/** The types of events, in the order in which events of one instant are folded (story, 1). */
export const eventTypes = [
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

export type EventType = (typeof eventTypes)[number];

/** One line of a recorded event file: an event of the API with its call number; instants as RFC 3339. */
export type RecordedEvent = {
  callNumber: string;
  eventId: string;
  type: EventType;
  occurredAt?: string;
  arrivesAt?: string;
  priorityCode?: string;
  callTypeCode?: string;
  reportingParty?: { phone?: string; language?: string; safeToText?: string };
  division?: string;
  source?: string;
  flags?: string[];
  dispositionCode?: string;
  intoCallNumber?: string;
};
