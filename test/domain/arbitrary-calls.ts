import * as fc from 'fast-check';
import { EVENT_TYPES, FLAGS, SAFE_TO_TEXT, SOURCES } from '../../domain/call-event';
import type { CallEvent } from '../../domain/call-event';
import { DAY, MINUTE } from '../../domain/instant';
import type { TextRecord } from '../../domain/text-message';
import { TEXT_KINDS, TEXT_OUTCOMES } from '../../domain/text-message';
import { clock, inOrder, OTHER_PHONE, PHONE } from './builders';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Some instants only, so that events and texts often meet. */
const anyMinute = (days: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 12 }).map((few) => few * 10),
    fc.nat({ max: (days * DAY) / MINUTE }),
  );

const anyEvent = (index: number): fc.Arbitrary<CallEvent> =>
  fc
    .record({
      type: fc.constantFrom(...EVENT_TYPES),
      minute: anyMinute(2),
      lateMinutes: fc.oneof(fc.constant(0), fc.nat({ max: 2000 })),
      priorityCode: maybe(fc.constantFrom('3', '4', '4', '5', '1', 'X')),
      callTypeCode: maybe(fc.constantFrom('THEFT', 'FRAUD', 'NOISE', 'PATROL', 'ASSAULT', 'X')),
      phone: maybe(fc.constantFrom(PHONE, PHONE, OTHER_PHONE)),
      language: maybe(fc.constantFrom('en', 'fr')),
      division: maybe(fc.constantFrom('West', 'East')),
      safeToText: maybe(fc.constantFrom('yes' as const, ...SAFE_TO_TEXT)),
      source: maybe(fc.constantFrom('public' as const, ...SOURCES)),
      flags: maybe(fc.subarray([...FLAGS], { maxLength: 1 })),
      dispositionCode: maybe(fc.constantFrom('REPORT', 'GONE', 'X')),
    })
    .map(({ type, minute, lateMinutes, dispositionCode, ...stated }) => {
      const occurredAt = clock('10:00') + minute * MINUTE;
      const says = type === 'received' || type === 'updated' ? stated : {};
      const ends =
        type === 'closed' ? { dispositionCode } : type === 'merged' ? { intoCallNumber: 'P26-2' } : {};
      const knownAt = occurredAt + lateMinutes * MINUTE;
      return { ...says, ...ends, eventId: `event-${index}`, type, seq: index, occurredAt, knownAt };
    });

/** The events of one call of any kind, in their order of arrival. */
export function anyEvents(most = 9): fc.Arbitrary<CallEvent[]> {
  return fc
    .nat({ max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyEvent(index))))
    .map((events) => inOrder(events.toSorted((a, b) => a.knownAt - b.knownAt)));
}

/** The events of a call that may be texted unless something in them speaks against it. */
export function textableEvents(): fc.Arbitrary<CallEvent[]> {
  const first: CallEvent = {
    eventId: 'event-first',
    type: 'received',
    seq: 1,
    occurredAt: clock('10:00'),
    knownAt: clock('10:00'),
    priorityCode: '3',
    callTypeCode: 'THEFT',
    phone: PHONE,
  };
  return anyEvents(5).map((events) => inOrder([first, ...events]));
}

/** Texts of a call, at most one of each kind and ordinal, in whatever state. */
export function anyTexts(): fc.Arbitrary<TextRecord[]> {
  const text = fc
    .record({
      kind: fc.constantFrom(...TEXT_KINDS),
      outcome: fc.constantFrom('sent' as const, ...TEXT_OUTCOMES),
      minute: anyMinute(3),
      undelivered: fc.boolean(),
      numberId: fc.constantFrom('one', 'one', 'two'),
    })
    .map(({ minute, outcome, ...rest }): TextRecord => {
      const decidedAt = clock('10:00') + minute * MINUTE;
      const reason = outcome === 'notSent' ? ('tooLate' as const) : null;
      return { ...rest, outcome, reason, ordinal: 1, dueAt: decidedAt, decidedAt, reopeningEventId: null };
    });
  return fc.uniqueArray(text, { selector: ({ kind }) => kind, maxLength: 4 });
}
