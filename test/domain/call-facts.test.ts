import * as fc from 'fast-check';
import { changesHold, foldFacts, joinLatches, latestPriority, NO_FACTS } from '../../domain/call-facts';
import type { CallFacts, Latches } from '../../domain/call-facts';
import { anyEvents } from './arbitrary-calls';
import { clock, factsOf, inOrder, onClock, OTHER_PHONE, PHONE } from './builders';

const at = (occurred: string, known = occurred) => ({ occurredAt: clock(occurred), knownAt: clock(known) });

describe('what is stated (story 2)', () => {
  test.each<[string, string, Partial<CallFacts>]>([
    [
      'the earliest received counts',
      'received 10:05 priority 4, received 10:00',
      { received: { eventId: 'received 10:00', ...at('10:00') } },
    ],
    [
      'received counts from when it happened, known whenever',
      'received 10:00 known 10:09',
      { received: { eventId: 'received 10:00', ...at('10:00', '10:09') } },
    ],
    [
      'the latest statement counts, not the latest to arrive',
      'updated 10:20 type FRAUD language fr division West source walkIn phone two safe yes, ' +
        'updated 10:10 type NOISE language en division East source agency phone one safe notAsked',
      {
        callTypeCode: 'FRAUD',
        language: 'fr',
        division: 'West',
        source: 'walkIn',
        phone: OTHER_PHONE,
        safeToText: 'yes',
      },
    ],
    [
      'what an update leaves out stays',
      'received 10:00 language fr division West source public safe yes, updated 10:01 priority 4',
      {
        callTypeCode: 'THEFT',
        language: 'fr',
        division: 'West',
        source: 'public',
        phone: PHONE,
        safeToText: 'yes',
      },
    ],
    [
      'every stated number is remembered',
      'received 10:00, updated 10:05 phone two',
      { everNumbers: ['one', 'two'] },
    ],
    [
      'a no to texts is for good, though a yes is the latest',
      'updated 10:00 safe no, updated 10:01 safe yes',
      { safeToText: 'yes', latches: latches({ unsafeToText: true }) },
    ],
    [
      'flags, priorities and types only add up',
      'received 10:00 flag hazard, updated 10:01 flag juvenile priority 4, updated 10:02 type FRAUD',
      {
        latches: latches({
          flags: ['hazard', 'juvenile'],
          priorities: ['3', '4'],
          callTypes: ['THEFT', 'FRAUD'],
        }),
      },
    ],
    [
      'an update without a received is a fact too',
      'updated 10:00 type FRAUD flag doNotText',
      {
        received: null,
        callTypeCode: 'FRAUD',
        latches: latches({ flags: ['doNotText'], callTypes: ['FRAUD'] }),
      },
    ],
  ])('%s', (_, told, expected) => {
    expect(factsOf(told)).toMatchObject(expected);
  });
});

describe('the order of events (story 1)', () => {
  test.each([
    ['received comes before updated', 'updated 10:00 type FRAUD, received 10:00', 'FRAUD'],
    ['a millisecond decides first', 'updated 10:00 type FRAUD, received 10:00:00.001', 'THEFT'],
    ['event ids go by code points', 'updated 10:00 id a type FRAUD, updated 10:00 id Z type NOISE', 'FRAUD'],
    ['event ids are no numbers', 'updated 10:00 id 9 type FRAUD, updated 10:00 id 10 type NOISE', 'FRAUD'],
  ])('%s', (_, told, callTypeCode) => {
    expect(factsOf(told).callTypeCode).toBe(callTypeCode);
  });

  test.each([
    ['released 10:00, dispatched 10:00', 'waits since released 10:00'],
    ['released 10:00, arrived 10:00', 'attended, waits since released 10:00'],
    ['closed 10:00, arrived 10:00', 'assigned, attended, ended 10:00, closed 10:00'],
    [
      'dispatched 09:59, closed 10:00, released 10:00',
      'waits since released 10:00, ended 10:00, closed 10:00',
    ],
    ['cancelled 10:00, closed 10:00', 'cancelled, ended 10:00, closed 10:00'],
    ['merged 10:00, cancelled 10:00', 'cancelled, merged, ended 10:00'],
    ['reopened 10:00, closed 10:00', 'waits since reopened 10:00, reopened 10:00'],
    ['reopened 10:00, cancelled 10:00', 'waits since reopened 10:00, reopened 10:00'],
    ['reopened 10:00, merged 10:00', 'merged, ended 10:00'],
  ])('%s: %s', (told, expected) => {
    expect(courseOf(factsOf(told))).toBe(expected);
  });

  test('the first accepted callTakingEnded counts, not the earliest', () => {
    const facts = factsOf('callTakingEnded 10:05, callTakingEnded 10:03 known 10:06');
    expect(facts.callTakingEnded).toEqual({ eventId: 'callTakingEnded 10:05', ...at('10:05') });
  });
});

describe('the course of a call (story 3, 4)', () => {
  test.each([
    ['', 'nothing yet'],
    ['dispatched 10:01', 'assigned'],
    ['arrived 10:01', 'assigned, attended'],
    ['dispatched 10:01, released 10:02', 'waits since released 10:02'],
    ['arrived 10:01, released 10:02', 'attended, waits since released 10:02'],
    ['dispatched 10:01, released 10:02, dispatched 10:03', 'assigned'],
    ['arrived 10:01, released 10:02, arrived 10:03', 'assigned, attended'],
    ['released 10:02', 'nothing yet'],
    ['released 10:05, dispatched 10:01 known 10:09', 'waits since released 10:05'],
    ['cancelled 10:01, arrived 10:02', 'attended, cancelled, ended 10:01'],
    ['cancelled 10:01, dispatched 10:02', 'cancelled, ended 10:01'],
    ['dispatched 10:01, cancelled 10:02, released 10:03', 'assigned, cancelled, ended 10:02'],
    ['closed 10:01', 'ended 10:01, closed 10:01'],
    ['cancelled 10:01', 'cancelled, ended 10:01'],
    ['merged 10:01', 'merged, ended 10:01'],
    ['cancelled 10:03, closed 10:01', 'cancelled, ended 10:01, closed 10:01'],
    ['closed 10:03, closed 10:01 known 10:09', 'ended 10:01, closed 10:01'],
    ['cancelled 10:01, closed 10:02', 'cancelled, ended 10:01, closed 10:02'],
    ['dispatched 10:01, closed 10:02, reopened 10:03', 'waits since reopened 10:03, reopened 10:03'],
    ['cancelled 10:02, reopened 10:03', 'waits since reopened 10:03, reopened 10:03'],
    ['dispatched 10:01, reopened 10:03', 'assigned'],
    ['merged 10:02, reopened 10:03', 'merged, ended 10:02'],
    ['closed 10:01, merged 10:02, reopened 10:03', 'merged, ended 10:01, closed 10:01'],
    [
      'closed 10:01, reopened 10:02, merged 10:03',
      'waits since reopened 10:02, reopened 10:02, merged, ended 10:03',
    ],
    ['arrived 10:01, closed 10:02, reopened 10:03', 'attended, waits since reopened 10:03, reopened 10:03'],
    ['closed 10:01, reopened 10:02, reopened 10:03', 'waits since reopened 10:02, reopened 10:02'],
    [
      'closed 10:01, reopened 10:02, cancelled 10:03, reopened 10:04',
      'waits since reopened 10:04, reopened 10:04',
    ],
    [
      'cancelled 10:01, reopened 10:02, closed 10:04, closed 10:05',
      'waits since reopened 10:02, reopened 10:02, ended 10:04, closed 10:04',
    ],
    ['closed 10:01 as REPORT, closed 10:02 as GONE, closed 10:03', 'ended 10:01, closed 10:01, as GONE'],
    [
      'closed 10:01 as REPORT, reopened 10:02, closed 10:03',
      'waits since reopened 10:02, reopened 10:02, ended 10:03, closed 10:03',
    ],
  ])('%s: %s', (told, expected) => {
    expect(courseOf(factsOf(told))).toBe(expected);
  });

  test('a call is merged into all that it was merged into', () => {
    const { mergedInto } = factsOf(
      'merged 10:01 into P26-3, merged 10:02 into P26-2, merged 10:03 into P26-3',
    );
    expect(mergedInto).toEqual(['P26-3', 'P26-2']);
  });
});

describe('priorities (story 9)', () => {
  test('are kept as unbroken runs, each with the statement we knew first', () => {
    const facts = factsOf(
      'received 10:00, updated 10:20 priority 4, updated 10:30 priority 4, updated 10:40 priority 3, ' +
        'updated 10:15 priority 4 known 10:50',
    );
    expect(facts.priorityRuns).toEqual([
      { code: '3', eventId: 'received 10:00', ...at('10:00') },
      { code: '4', eventId: 'updated 10:20', ...at('10:20') },
      { code: '3', eventId: 'updated 10:40', ...at('10:40') },
    ]);
    expect(latestPriority(facts)).toBe('3');
  });

  test('of a run the statement we knew first counts, though a later one told it', () => {
    const { priorityRuns } = factsOf('updated 10:30 priority 3, received 10:00 known 10:45');
    expect(priorityRuns).toEqual([{ code: '3', eventId: 'updated 10:30', ...at('10:30') }]);
  });

  test('a call without events has none', () => {
    expect(foldFacts([])).toEqual(NO_FACTS);
    expect(latestPriority(NO_FACTS)).toBeNull();
  });
});

describe('what the hold before the acknowledgement waits for (story 8)', () => {
  const before = 'received 10:00 flag thirdParty safe yes';

  test.each([
    ['another priority', 'updated 10:01 priority 4', true],
    ['another call type', 'updated 10:01 type FRAUD', true],
    ['another flag', 'updated 10:01 flag hangUp', true],
    ['another phone', 'updated 10:01 phone two', true],
    ['another safeToText', 'updated 10:01 safe notAsked', true],
    ['a language', 'updated 10:01 language fr', false],
    ['a division', 'updated 10:01 division West', false],
    ['a source', 'updated 10:01 source officer', false],
    ['only what was known', 'updated 10:01 priority 3 type THEFT phone one safe yes flag thirdParty', false],
    ['a priority of before', 'updated 09:59 priority 4 known 10:01', false],
    ['a unit', 'dispatched 10:01', false],
    ['the end of call taking', 'callTakingEnded 10:01', false],
    ['the end', 'closed 10:01', false],
  ])('an event that states %s changes it: %#', (_, event, changes) => {
    expect(changesHold(factsOf(before), factsOf(`${before}, ${event}`))).toBe(changes);
  });

  test('the first event of a call changes it', () => {
    expect(changesHold(NO_FACTS, factsOf(before))).toBe(true);
  });
});

test('what counts for good is joined without repetition', () => {
  const one = latches({ flags: ['hazard'], priorities: ['3'], callTypes: ['THEFT'] });
  const other = latches({ flags: ['hazard', 'hangUp'], priorities: ['3', '1'], unsafeToText: true });
  expect(joinLatches([one, other])).toEqual({
    flags: ['hazard', 'hangUp'],
    priorities: ['3', '1'],
    callTypes: ['THEFT'],
    unsafeToText: true,
  });
  expect(joinLatches([one]).unsafeToText).toBe(false);
});

describe('any events (seed 1501)', () => {
  const eventsAndOrder = anyEvents().chain((events) =>
    fc.record({
      events: fc.constant(events),
      shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
      again: fc.shuffledSubarray(events),
    }),
  );

  test('in any order of arrival give the same facts, but for when we knew', () => {
    fc.assert(
      fc.property(eventsAndOrder, ({ events, shuffled }) => {
        const arrivedAgain = inOrder(shuffled).map((event) => ({
          ...event,
          knownAt: clock('12:00') + event.seq,
        }));
        expect(withoutKnowing(foldFacts(arrivedAgain))).toEqual(withoutKnowing(foldFacts(events)));
      }),
      { seed: 1501, numRuns: 500 },
    );
  });

  test('stored in any order and read twice give the very same facts', () => {
    fc.assert(
      fc.property(eventsAndOrder, ({ events, shuffled, again }) => {
        expect(foldFacts([...shuffled, ...again])).toEqual(foldFacts(events));
      }),
      { seed: 1501, numRuns: 500 },
    );
  });

  test('never take back what counts for good', () => {
    fc.assert(
      fc.property(anyEvents(), (events) => {
        const before = foldFacts(events.slice(0, -1));
        const after = foldFacts(events);
        expect(asSets(joinLatches([after.latches, before.latches]))).toEqual(asSets(after.latches));
        expect(after.attended || !before.attended).toBe(true);
      }),
      { seed: 1501, numRuns: 300 },
    );
  });
});

function asSets({ flags, priorities, callTypes, unsafeToText }: Latches) {
  return { all: [flags, priorities, callTypes].map((list) => new Set(list)), unsafeToText };
}

/** What the events of a call's course came to, in words. */
function courseOf(facts: CallFacts): string {
  const { waitsBecause, reopened: again, end, closed: close, dispositionCode } = facts;
  const words = [
    facts.assigned && 'assigned',
    facts.attended && 'attended',
    waitsBecause && `waits since ${waitsBecause.eventId}`,
    again && `reopened ${onClock(again.occurredAt)}`,
    facts.cancelled && 'cancelled',
    facts.merged && 'merged',
    end && `ended ${onClock(end.occurredAt)}`,
    close && `closed ${onClock(close.occurredAt)}`,
    dispositionCode && `as ${dispositionCode}`,
  ];
  return words.filter(Boolean).join(', ') || 'nothing yet';
}

function withoutKnowing({ callTakingEnded: _, priorityRuns, ...facts }: CallFacts) {
  const priorities = priorityRuns.map(({ code }) => code);
  const text = JSON.stringify({ ...facts, priorities }, (key, value: unknown) =>
    key === 'knownAt' ? undefined : value,
  );
  return JSON.parse(text) as unknown;
}

function latches(changes: Partial<Latches>): Latches {
  return { flags: [], priorities: [], callTypes: [], unsafeToText: false, ...changes };
}
