import { defineSearchAttributeKey } from '@temporalio/common';
import type { SearchAttributePair } from '@temporalio/common';
import type { ClockAnchor } from '../domain/clock';
import type { EventType } from '../domain/call-event';
import type { FollowUpFacts } from '../domain/follow-up-facts';
import type { Reason } from '../domain/reasons';
import type { TextKind } from '../domain/text-message';

/** One queue for the stories, one for the texts, whose order and pace the operator controls. */
export const callsQueue = (agency: string): string => `${agency}/calls`;
export const textsQueue = (agency: string): string => `${agency}/texts`;

export const followUpId = (agency: string, callNumber: string): string => `${agency}/call/${callNumber}`;
export const collectSurveyId = (agency: string): string => `${agency}/collect-survey`;

/** What a follow-up starts from: plain values, no personal data. */
export type FollowUpStart = {
  agency: string;
  callNumber: string;
  clock: ClockAnchor;
  facts: FollowUpFacts;
};

/** A CAD's fact, as a signal tells it: `facts` are the call's newest, of any event. */
export type ToldEvent = {
  eventId: string;
  type: EventType;
  seq: number;
  occurredAt: string;
  knownAt: string;
  facts: FollowUpFacts;
};

/** The CAD's facts in the past tense. */
export const SIGNALS: Record<EventType, string> = {
  received: 'callReceived',
  updated: 'callUpdated',
  callTakingEnded: 'callTakingEnded',
  dispatched: 'callDispatched',
  arrived: 'callArrived',
  released: 'callReleased',
  closed: 'callClosed',
  cancelled: 'callCancelled',
  merged: 'callMerged',
  reopened: 'callReopened',
};

/** The text that is to be sent now. */
export type TextOrder = { callNumber: string; kind: TextKind; ordinal: number };

/** How it ended, and the call's facts after it. `postponed`: not its moment, the facts tell what to wait for. */
export type TextResult =
  | { outcome: 'sent' | 'unknown' | 'postponed'; reason: null; facts: FollowUpFacts }
  | { outcome: 'notSent'; reason: Reason; facts: FollowUpFacts };

export type FollowUpOutcome = { texts: FollowUpFacts['texts'] };

/** What the query `progress` answers. */
export type Progress = { facts: FollowUpFacts; waitingFor: string };

/** The pool of activities a follow-up calls; one a text, and one for what staff ask. */
export type FollowUpActivities = {
  sendText(order: TextOrder): Promise<TextResult>;
  storeStaffStop(stop: { callNumber: string; because: string | null }): Promise<FollowUpFacts>;
};

const STAGE = defineSearchAttributeKey('HeardStage', 'KEYWORD');
const DELAYED = defineSearchAttributeKey('HeardDelayed', 'BOOL');
const PRIORITY = defineSearchAttributeKey('HeardPriority', 'KEYWORD');
const CALL_TYPE = defineSearchAttributeKey('HeardCallType', 'KEYWORD');
const DIVISION = defineSearchAttributeKey('HeardDivision', 'KEYWORD');
const RECEIVED_AT = defineSearchAttributeKey('HeardReceivedAt', 'DATETIME');

/** What operators find a call by. Set at the start, where it costs nothing; a change is an event and an action. */
export function searchAttributes(facts: FollowUpFacts): SearchAttributePair[] {
  const { priorityCode, callTypeCode, division, receivedAt, texts } = facts;
  const delayed = texts.some((text) => text.kind === 'delayNotice' && text.outcome === 'sent');
  return [
    { key: STAGE, value: facts.stage },
    { key: DELAYED, value: delayed },
    ...(priorityCode === null ? [] : [{ key: PRIORITY, value: priorityCode }]),
    ...(callTypeCode === null ? [] : [{ key: CALL_TYPE, value: callTypeCode }]),
    ...(division === null ? [] : [{ key: DIVISION, value: division }]),
    ...(receivedAt === null ? [] : [{ key: RECEIVED_AT, value: new Date(receivedAt) }]),
  ];
}

/** The scheduled shuffle of survey answers. */
export type CollectActivities = {
  /** How many answers were moved. */
  collectAnswers(): Promise<number>;
};
