import { join } from 'node:path';
import type { Arrival } from './arrivals';
import { expectedRun, type ExpectedOptions } from './expected-run';
import { readPolicy } from './read-policy';
import type { RecordedEvent } from './recorded-event';
import { iso, type RunCall } from './run-files';

/** Runs made by hand for the model's own tests: Ottawa's rules, January 2026 (UTC-5). */
export const ottawaPath = join(__dirname, '../../agencies/ottawa/policy.yaml');
export const ottawa = readPolicy(ottawaPath);

/** `'10:02'`, `'10:02:30'` or `'16 07:00'`: agency time on the 15th, or on the day told. */
export function at(text: string): number {
  const [time = '', day = '15'] = text.split(' ').toReversed();
  return Date.parse(`2026-01-${day}T${time.length === 5 ? `${time}:00` : time}-05:00`);
}

/** A story instant as `at` reads it, for comparing. */
export function told(instant: number): string {
  const [date = '', time = ''] = iso(instant - 5 * 3_600_000).split('T');
  const day = date.slice(8);
  const short = time.slice(0, time.endsWith(':00.000Z') ? 5 : time.endsWith('.000Z') ? 8 : 12);
  return day === '15' ? short : `${day} ${short}`;
}

type Fields = Partial<Omit<RecordedEvent, 'flags' | 'type'>> & {
  phone?: string;
  safeToText?: string;
  flags?: string[];
  /** When it was accepted, where that is not when it occurred. */
  known?: string;
};

let made = 0;

/** One event of a call, accepted as it occurs. */
export function event(
  callNumber: string,
  when: string,
  type: RecordedEvent['type'],
  fields: Fields = {},
): Arrival {
  const { phone, safeToText, known, ...rest } = fields;
  made += 1;
  const reportingParty = phone || safeToText ? { phone, safeToText } : undefined;
  const knownAt = at(known ?? when);
  return {
    knownAt,
    event: {
      ...{ callNumber, type, eventId: `e${String(made).padStart(5, '0')}`, occurredAt: iso(at(when)) },
      ...{ arrivesAt: iso(knownAt), reportingParty },
      ...rest,
    },
  };
}

export const theft = { priorityCode: '3', callTypeCode: 'THEFT', phone: '613-555-0123' };

export const received = (callNumber: string, when: string, fields: Fields = {}): Arrival =>
  event(callNumber, when, 'received', { ...theft, ...fields });

const inOrder = (arrivals: Arrival[]): Arrival[] => arrivals.toSorted((a, b) => a.knownAt - b.knownAt);

type LateBy = ExpectedOptions['lateBy'];

/** The rows expected of these events: kind and ordinal, due, outcome or reason. */
export function rowsOf(arrivals: Arrival[], until: string, lateBy?: LateBy): string[] {
  return expectedRun(ottawa, inOrder(arrivals), { endsAt: at(until), lateBy }).flatMap(({ texts }) =>
    texts.map(({ kind, ordinal, dueAt, reason, outcome }) => {
      const name = kind === 'delayNotice' ? `${kind} ${ordinal}` : kind;
      return `${name} ${told(dueAt)} ${reason ?? outcome}`;
    }),
  );
}

export function callOf(arrivals: Arrival[], until: string, callNumber = '26-100') {
  const run = expectedRun(ottawa, inOrder(arrivals), { endsAt: at(until) });
  const call = run.find((each) => each.callNumber === callNumber);
  if (!call) throw new Error(`no call ${callNumber}`);
  return call;
}

/** The result file of a run that does everything as the rules say, at its moment or that much later. */
export function rightRun(arrivals: Arrival[], until: string, lateBy?: LateBy): RunCall[] {
  const calls = expectedRun(ottawa, inOrder(arrivals), { endsAt: at(until), lateBy });
  return calls.map(({ callNumber, stage, decision, texts }) => ({
    ...{ callNumber, stage, decision },
    texts: texts.map(({ dueAt, decidedAt, ...text }) => ({
      ...text,
      ...{ segments: text.outcome === 'sent' ? 2 : null, dueAt: iso(dueAt), decidedAt: iso(decidedAt) },
    })),
    events: inOrder(arrivals)
      .filter((arrival) => arrival.event.callNumber === callNumber)
      .map((arrival, index) => ({
        ...{ eventId: arrival.event.eventId, seq: index + 1, knownAt: iso(arrival.knownAt) },
      })),
  }));
}
