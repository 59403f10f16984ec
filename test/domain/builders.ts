import { join } from 'node:path';
import { changesHold, foldFacts, knownFact, NO_FACTS, NO_LATCHES } from '../../domain/call-facts';
import type { CallFacts, Latches } from '../../domain/call-facts';
import { EVENT_TYPES, FLAGS, SAFE_TO_TEXT, SOURCES } from '../../domain/call-event';
import type { CallEvent, EventType, StatedFields, StatedPhone } from '../../domain/call-event';
import type { CallRecord } from '../../domain/call-record';
import { dueTexts } from '../../domain/due';
import { decideEligibility } from '../../domain/eligibility';
import { DAY, fromIso, HOUR, MINUTE, SECOND } from '../../domain/instant';
import type { Instant } from '../../domain/instant';
import { UNKNOWN_NUMBER } from '../../domain/number-facts';
import type { NumberFacts, OtherCall } from '../../domain/number-facts';
import type { Policy } from '../../domain/policy';
import type { TextKind, TextRecord } from '../../domain/text-message';
import { loadAgency } from '../../runtime/agency';
import { packageRoot } from '../../runtime/paths';

export const ottawa = policyOf('ottawa');
export const springfield = policyOf('springfield');

function policyOf(agency: string): Policy {
  return loadAgency(join(packageRoot, 'agencies', agency)).policy;
}

const MIDNIGHT = fromIso('2026-01-15T00:00:00-05:00');
const CLOCK = /^(?:([+-]\d+)d )?(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?$/;

/** A moment on Ottawa's clocks: `10:02`, `10:02:00.001` on Thursday 2026-01-15, `+1d 07:00` a day later. */
export function clock(written: string): Instant {
  const parts = CLOCK.exec(written);
  if (!parts) throw new Error(`not a moment: ${written}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return MIDNIGHT + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + ms;
}

/** The other way round, as short as it can be said. */
export function onClock(at: Instant): string {
  const days = Math.floor((at - MIDNIGHT) / DAY);
  const time = new Date(at - MIDNIGHT).toISOString().slice(11, 23);
  const short = time.replace(/\.000$/, '').replace(/^(\d\d:\d\d):00$/, '$1');
  return days === 0 ? short : `${days > 0 ? '+' : ''}${days}d ${short}`;
}

export const PHONE: StatedPhone = { numberId: 'one', country: 'CA', kind: 'ordinary' };
export const OTHER_PHONE: StatedPhone = { numberId: 'two', country: 'CA', kind: 'ordinary' };

/** What an event says beyond its type and when it happened; `known`: when we accepted it, if later. */
export type Said = StatedFields & {
  eventId?: string;
  known?: string;
  dispositionCode?: string;
  intoCallNumber?: string;
};

/** An accepted event; `received` states an ordinary theft of priority 3 unless told otherwise. */
export function anEventOf(type: EventType, occurred: string, { known, ...said }: Said = {}): CallEvent {
  const ordinary = { priorityCode: '3', callTypeCode: 'THEFT', phone: PHONE };
  const occurredAt = clock(occurred);
  return {
    eventId: `${type} ${occurred}`,
    ...(type === 'received' ? ordinary : {}),
    ...said,
    type,
    seq: 1,
    occurredAt,
    knownAt: known === undefined ? occurredAt : clock(known),
  };
}

const CLOCKED = '((?:[+-]\\d+d )?\\S+)';
const EVENT = new RegExp(`^(\\w+) ${CLOCKED}(.*)$`);
const SAYING = new RegExp(`(\\w+) ${CLOCKED}`, 'g');

const SAYINGS: Record<string, (word: string) => Said> = {
  known: (known) => ({ known }),
  id: (eventId) => ({ eventId }),
  priority: (priorityCode) => ({ priorityCode }),
  type: (callTypeCode) => ({ callTypeCode }),
  phone: (numberId) => ({ phone: { ...PHONE, numberId } }),
  language: (language) => ({ language }),
  division: (division) => ({ division }),
  source: (word) => ({ source: SOURCES.find((one) => one === word) }),
  safe: (word) => ({ safeToText: SAFE_TO_TEXT.find((one) => one === word) }),
  flag: (word) => ({ flags: FLAGS.filter((one) => one === word) }),
  as: (dispositionCode) => ({ dispositionCode }),
  into: (intoCallNumber) => ({ intoCallNumber }),
};

/** Events in their order of arrival: `received 10:00 priority 4, closed 10:20 known 10:25 as REPORT`. */
export function eventsOf(told: string): CallEvent[] {
  return inOrder(told === '' ? [] : told.split(', ').map(eventOf));
}

function eventOf(told: string): CallEvent {
  const [, word, occurred = '', sayings = ''] = EVENT.exec(told) ?? [];
  const type = EVENT_TYPES.find((one) => one === word);
  if (!type) throw new Error(`not an event: ${told}`);
  const said = [...sayings.matchAll(SAYING)].map(([, about = '', what = '']) => {
    const saying = SAYINGS[about];
    if (!saying) throw new Error(`nothing an event says: ${about}`);
    return saying(what);
  });
  return anEventOf(type, occurred, Object.assign({}, ...said));
}

/** Events as accepted in this order. */
export function inOrder(events: readonly CallEvent[]): CallEvent[] {
  return events.map((event, index) => ({ ...event, seq: index + 1 }));
}

export function factsOf(told: string): CallFacts {
  return foldFacts(eventsOf(told));
}

/** A call as it stands once these events were accepted, one by one in this order, its number being ordinary. */
export function aCall(told: string | readonly CallEvent[], changes: Partial<CallRecord> = {}): CallRecord {
  const accepted = typeof told === 'string' ? eventsOf(told) : inOrder(told);
  const call: CallRecord = {
    callNumber: 'P26-1',
    spread: 0,
    lastSeq: 0,
    revision: accepted.length,
    facts: NO_FACTS,
    takenOver: NO_LATCHES,
    decision: { eligible: false, reason: 'notReceivedYet' },
    followedSince: null,
    madeEligibleBy: null,
    holdChangedBy: null,
    lastEventKnownAt: 0,
    stoppedBecause: null,
    acknowledgementDueAnew: false,
    passed: [],
    texts: [],
    ...changes,
  };
  for (const event of accepted) accept(call, event, accepted.slice(0, event.seq));
  return { ...call, ...changes };
}

function accept(call: CallRecord, event: CallEvent, soFar: CallEvent[]): void {
  const facts = foldFacts(soFar);
  if (changesHold(call.facts, facts)) call.holdChangedBy = knownFact(event);
  const asked = { takenOver: call.takenOver, number: UNKNOWN_NUMBER, policy: ottawa, now: event.knownAt };
  const decision = decideEligibility({ facts, ...asked });
  if (decision.eligible && !call.decision.eligible) call.madeEligibleBy = knownFact(event);
  if (decision.eligible) call.followedSince ??= event.knownAt;
  Object.assign(call, { facts, decision, lastSeq: event.seq, lastEventKnownAt: event.knownAt });
}

/** A text of the call, sent in the moment it was due unless told otherwise. */
export function aText(kind: TextKind, decided: string, changes: Partial<TextRecord> = {}): TextRecord {
  return {
    kind,
    ordinal: 1,
    outcome: 'sent',
    reason: null,
    dueAt: clock(decided),
    decidedAt: clock(decided),
    numberId: PHONE.numberId,
    undelivered: false,
    reopeningEventId: null,
    ...changes,
  };
}

/** Another call that once stated our number. */
export function anOtherCall(told: string, takenOver: Latches = NO_LATCHES): OtherCall {
  const events = eventsOf(told);
  const lastEventKnownAt = Math.max(...events.map((event) => event.knownAt));
  return { facts: foldFacts(events), takenOver, lastEventKnownAt };
}

export function aNumber(changes: Partial<NumberFacts> = {}): NumberFacts {
  return { ...UNKNOWN_NUMBER, ...changes };
}

/** When each of the call's texts comes due: `delayNotice 1, 10:30`. */
export function dueOf(call: CallRecord, policy: Policy = ottawa): string[] {
  return dueTexts(call, policy).map(({ kind, ordinal, dueAt }) => `${kind} ${ordinal}, ${onClock(dueAt)}`);
}

/** When the call's next text of a kind comes due; null when none does. */
export function whenDue(call: CallRecord, kind: TextKind, policy: Policy = ottawa): string | null {
  const text = dueTexts(call, policy).find((one) => one.kind === kind);
  return text ? onClock(text.dueAt) : null;
}
