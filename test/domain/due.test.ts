import * as fc from 'fast-check';
import { dueTexts, refusedByRules } from '../../domain/due';
import type { CallRecord } from '../../domain/call-record';
import type { Reason } from '../../domain/reasons';
import type { TextRecord } from '../../domain/text-message';
import { anyTexts, textableEvents } from './arbitrary-calls';
import { aCall, aText, clock, dueOf, onClock, ottawa, whenDue } from './builders';

const ack = (decided = '10:05', changes: Partial<TextRecord> = {}) =>
  aText('acknowledgement', decided, changes);
const notice = (ordinal: number, decided: string, changes: Partial<TextRecord> = {}) =>
  aText('delayNotice', decided, { ordinal, ...changes });
const refused = (reason: Reason) => ({ outcome: 'notSent' as const, reason });

describe('the acknowledgement (story 8)', () => {
  test.each<[string, string | null]>([
    ['received 10:00', '10:12'],
    ['received 09:50 known 10:00', '10:12'],
    ['received 10:00, callTakingEnded 10:03', '10:05'],
    ['received 10:00, callTakingEnded 10:03 known 10:04', '10:06'],
    ['received 10:00, callTakingEnded 10:11:59', '10:13:59'],
    ['received 10:00, callTakingEnded 10:20', '10:22'],
    ['received 10:00, callTakingEnded 10:03, callTakingEnded 10:08', '10:05'],
    ['callTakingEnded 10:00, received 10:00 known 10:01', '10:03'],
    ['callTakingEnded 10:00, received 10:00 known 10:00:00.001', '10:02:00.001'],
    ['received 10:00, callTakingEnded 10:03, updated 10:04 priority 4', '10:06'],
    ['received 10:00, callTakingEnded 10:03, updated 10:04:59.999 type FRAUD', '10:06:59.999'],
    ['received 10:00, callTakingEnded 10:03, updated 10:04 phone two', '10:06'],
    ['received 10:00, callTakingEnded 10:03, updated 10:04 safe yes', '10:06'],
    ['received 10:00, callTakingEnded 10:03, updated 10:04 language fr division West', '10:05'],
    ['received 10:00, callTakingEnded 10:03, updated 10:02 priority 4 known 10:04', '10:06'],
    ['received 10:00, updated 10:09 priority 4', '10:12'],
    ['received 10:00, updated 10:11 priority 4', '10:13'],
    // Made eligible late: by the type, which is a change, and by the source, which is none.
    ['received 10:00 type PATROL, callTakingEnded 10:03, updated 10:20 type THEFT', '10:22'],
    ['received 10:00 source officer, callTakingEnded 10:03, updated 10:20 source public', '10:22'],
    ['received 10:00 type PATROL', null],
    // It comes due of an ended or attended call too, and is refused then.
    ['received 10:00, dispatched 10:01, arrived 10:02', '10:12'],
    ['received 10:00, closed 10:02', '10:12'],
    // Not in any quiet time, day or night.
    ['received 23:00, callTakingEnded 23:03', '23:05'],
    // Older than 24 hours when accepted (story 5).
    ['received 10:00 known +1d 10:00', '+1d 10:12'],
    ['received 10:00 known +1d 10:00:00.001', null],
    ['received 10:00, callTakingEnded 09:00 known +1d 09:00:00.001', null],
    // An old statement that changed nothing is not counted from.
    ['received 10:00, updated 09:00 priority 4 known +1d 10:01', '10:12'],
    ['received 10:00, updated 10:01 priority 4 known +1d 10:01:00.001', null],
    ['received 10:00 source officer, updated 10:01 source public known +1d 10:01:00.001', null],
  ])('%s: %s', (told, expected) => {
    expect(whenDue(aCall(told), 'acknowledgement')).toBe(expected);
  });

  test.each<[string, Partial<CallRecord>, string | null]>([
    ['sent', { texts: [ack()] }, null],
    ['pending', { texts: [ack('10:05', { outcome: 'pending' })] }, null],
    ['refused', { texts: [ack('10:05', refused('hangUp'))] }, null],
    [
      'refused, eligible again soon',
      { texts: [ack('10:05', refused('hangUp'))], acknowledgementDueAnew: true },
      '10:05',
    ],
    ['not followed', { followedSince: null }, null],
  ])('of a call whose acknowledgement is %s', (_, changes, expected) => {
    expect(whenDue(aCall('received 10:00, callTakingEnded 10:03', changes), 'acknowledgement')).toBe(
      expected,
    );
  });

  test.each<[Partial<TextRecord>, boolean]>([
    [refused('callTypeNotTexted'), true],
    [refused('tooLate'), true],
    [refused('carrierRefused'), false],
    [{ outcome: 'sent' }, false],
    [{ outcome: 'unknown' }, false],
    [{ outcome: 'pending' }, false],
  ])('%j was refused by the rules: %s', (changes, expected) => {
    expect(refusedByRules(ack('10:05', changes))).toBe(expected);
  });
});

describe('the first delay notice (story 9)', () => {
  test.each<[string, TextRecord[], string | null]>([
    ['received 10:00', [ack()], '10:30'],
    ['received 10:00 priority 4', [ack()], '11:00'],
    ['received 10:00 known 10:09', [ack('10:12')], '10:30'],
    ['received 10:00', [ack('10:15:00.001')], '10:30:00.001'],
    ['received 10:00', [ack('10:05', { outcome: 'unknown' })], '10:30'],
    ['received 10:00', [], null],
    ['received 10:00', [ack('10:05', { outcome: 'pending' })], null],
    ['received 10:00', [ack('10:05', refused('tooLate'))], null],
    ['received 10:00', [ack('10:05', refused('carrierRefused'))], null],
    ['received 10:00, updated 10:40 priority 4', [ack()], '11:00'],
    ['received 10:00 priority 4, updated 10:40 priority 3', [ack()], '10:40'],
    ['received 10:00 priority 4, updated 10:20 priority 3 known 10:50', [ack()], '10:50'],
    ['received 10:00 priority 4, updated 10:40 priority 3, updated 10:50 priority 3', [ack()], '10:40'],
    ['received 10:00, updated 10:40 priority 4, updated 10:50 priority 3', [ack()], '10:50'],
    // The latest texted priority counts when the one of now is none.
    ['received 10:00 priority 4, updated 10:40 priority 5', [ack()], '11:00'],
    ['received 10:00, dispatched 10:10', [ack()], '10:30'],
    ['received 10:00, dispatched 10:10, released 10:19', [ack()], '10:30'],
    ['received 10:00, dispatched 10:10, released 10:21', [ack()], '10:31'],
    ['received 10:00, dispatched 10:10, released 10:15 known 10:25', [ack()], '10:35'],
    ['received 10:00, dispatched 10:10, released 10:21, dispatched 10:22', [ack()], '10:30'],
    ['received 10:00, cancelled 10:10, reopened 10:20', [ack()], '10:50'],
    ['received 10:00 priority 4, cancelled 10:10, reopened 10:20 known 10:25', [ack()], '11:25'],
    ['received 10:00, cancelled 10:10, reopened 10:20, dispatched 10:21, released 10:30', [ack()], '10:40'],
    ['received 10:00, cancelled 10:10', [ack()], null],
    ['received 10:00, closed 10:10', [ack()], null],
    ['received 10:00, merged 10:10', [ack()], null],
    ['received 10:00, arrived 10:10', [ack()], null],
    ['received 10:00, arrived 10:10, released 10:20', [ack()], null],
    ['received 07:00, cancelled 10:10, reopened 19:00', [ack('07:05')], '19:30'],
    ['received 07:00, cancelled 10:10, reopened 19:00:00.001', [ack('07:05')], null],
    ['received 07:00, cancelled 10:10, reopened 19:00 known 20:00', [ack('07:05')], '20:30'],
    // Quiet from 22:00 to 07:00, but for a first notice at priority 3.
    ['received 21:45', [ack('21:50')], '22:15'],
    ['received 20:59:59.999 priority 4', [ack('21:05')], '21:59:59.999'],
    ['received 21:00 priority 4', [ack('21:05')], '+1d 07:00'],
    ['received 21:45, updated 21:50 priority 4', [ack('21:55')], '+1d 07:00'],
    ['received 05:59:59.999 priority 4', [ack('06:05')], '07:00'],
    ['received 06:00 priority 4', [ack('06:05')], '07:00'],
    // Older than 24 hours when accepted.
    ['received -1d 10:00 known 10:00', [ack()], '10:20'],
    ['received -1d 09:59 known 10:00', [ack()], null],
    ['received 10:00 priority 4, updated 10:10 priority 3 known +1d 10:10:00.001', [ack()], null],
    ['received 10:00, dispatched 10:01, released 10:10 known +1d 10:10:00.001', [ack()], null],
  ])('%s, %#: %s', (told, texts, expected) => {
    expect(whenDue(aCall(told, { texts }), 'delayNotice')).toBe(expected);
  });
});

describe('the next delay notices (story 9)', () => {
  const first = notice(1, '10:30:07', { dueAt: clock('10:30') });

  test.each<[string, string, TextRecord[], string | null]>([
    ['60 min after the first was due', '', [first], '2, 11:30'],
    ['120 min after the second', '', [first, notice(2, '11:31', { dueAt: clock('11:30') })], '3, 13:30'],
    ['240 min after the third', '', [first, notice(2, '11:30'), notice(3, '13:30')], '4, 17:30'],
    ['four at most', '', [first, notice(2, '11:30'), notice(3, '13:30'), notice(4, '17:30')], null],
    ['the next in whatever order they are read', '', [notice(2, '11:30'), first], '3, 13:30'],
    [
      'after one too late',
      '',
      [notice(1, '10:50', { ...refused('tooLate'), dueAt: clock('10:30') })],
      '2, 11:30',
    ],
    ['after one too many', '', [notice(1, '10:30', refused('overCeiling'))], '2, 11:30'],
    ['after one the number was just told', '', [notice(1, '10:30', refused('numberJustTold'))], '2, 11:30'],
    ['after one the carrier refused', '', [notice(1, '10:30', refused('carrierRefused'))], '2, 11:30'],
    ['after one that staff stopped', '', [notice(1, '10:30', refused('stoppedByStaff'))], '2, 11:30'],
    ['after one of which we do not know', '', [notice(1, '10:30', { outcome: 'unknown' })], '2, 11:30'],
    ['none without acknowledgement', '', [notice(1, '10:30', refused('noAcknowledgement'))], null],
    ['none after another phone', '', [notice(1, '10:30', refused('phoneChanged'))], null],
    ['none after another type', '', [notice(1, '10:30', refused('delayNotForType'))], null],
    ['none after a refusal of the call', '', [notice(1, '10:30', refused('numberProtected'))], null],
    ['none after an opt-out', '', [notice(1, '10:30', refused('optedOut'))], null],
    ['not before a released plus 10 min', ', dispatched 11:00, released 11:21', [first], '2, 11:31'],
    ['as before after an early released', ', dispatched 11:00, released 11:19', [first], '2, 11:30'],
    ['not before a reopened plus 30 min', ', cancelled 11:00, reopened 11:10', [first], '2, 11:40'],
    ['quiet at priority 3 too', '', [notice(1, '21:30')], '2, +1d 07:00'],
    ['up to the quiet time', '', [notice(1, '20:59:59.999')], '2, 21:59:59.999'],
    ['while a unit is assigned, to be looked at', ', dispatched 11:00', [first], '2, 11:30'],
    ['none while attended', ', arrived 11:00', [first], null],
    ['none while ended', ', closed 11:00', [first], null],
  ])('%s', (_, then, texts, expected) => {
    const call = aCall(`received 10:00${then}`, { texts: [ack(), ...texts] });
    const next = dueOf(call).find((text) => text.startsWith('delayNotice'));
    expect(next?.replace('delayNotice ', '') ?? null).toBe(expected);
  });

  test('a moment that left nothing does not come again, another one does', () => {
    const passed = [{ kind: 'delayNotice' as const, dueAt: clock('10:30') }];
    const told = 'received 10:00, dispatched 10:20';
    expect(whenDue(aCall(told, { texts: [ack()], passed }), 'delayNotice')).toBeNull();
    const again = aCall(`${told}, released 10:40`, { texts: [ack()], passed });
    expect(whenDue(again, 'delayNotice')).toBe('10:50');
  });
});

describe('the closure notice (story 10)', () => {
  const told = [ack(), notice(1, '10:30')];

  test.each<[string, TextRecord[], string | null]>([
    ['closed 11:00', told, '15:00'],
    ['cancelled 11:00', told, '15:00'],
    ['merged 11:00', told, '15:00'],
    ['closed 11:00 known 11:30', told, '15:30'],
    ['cancelled 11:00 known 11:30, closed 11:10', told, '15:30'],
    ['closed 11:00, cancelled 11:30', told, '15:00'],
    ['closed 11:00, reopened 11:10', told, null],
    ['closed 11:00, reopened 11:10, closed 11:20', told, '15:20'],
    ['merged 11:00, reopened 11:10', told, '15:00'],
    ['closed 17:59:59.999', told, '21:59:59.999'],
    ['closed 18:00', told, '+1d 07:00'],
    ['closed +1d 02:59:59.999', told, '+1d 07:00'],
    ['closed +1d 03:00', told, '+1d 07:00'],
    ['closed 11:00', [ack()], null],
    ['closed 11:00', [ack(), notice(1, '10:30', { outcome: 'unknown' })], null],
    ['closed 11:00', [ack(), notice(1, '10:30', refused('tooLate'))], null],
    ['closed 11:00', [ack(), notice(1, '10:30', refused('tooLate')), notice(2, '10:45')], '15:00'],
    ['dispatched 10:40, closed 11:00', told, '15:00'],
    ['arrived 10:40, closed 11:00', told, null],
    ['closed 11:00, arrived 11:05', told, null],
    ['closed 11:00', [...told, aText('closureNotice', '15:00')], null],
    ['closed 11:00', [...told, aText('closureNotice', '15:00', refused('overCeiling'))], null],
    ['closed 11:00, reopened 16:00, closed 16:10', [...told, aText('closureNotice', '15:00')], null],
    ['closed 11:00 known +1d 11:00', told, '+1d 15:00'],
    ['closed 11:00 known +1d 11:00:00.001', told, null],
  ])('%s, %#: %s', (then, texts, expected) => {
    expect(whenDue(aCall(`received 10:00, ${then}`, { texts }), 'closureNotice')).toBe(expected);
  });

  test('what left nothing does not come again, but for another end', () => {
    const changes = { texts: told, passed: [{ kind: 'closureNotice' as const, dueAt: clock('15:00') }] };
    const call = (then: string) => aCall(`received 10:00, closed 11:00${then}`, changes);
    expect(whenDue(call(', updated 15:10 language fr'), 'closureNotice')).toBeNull();
    expect(whenDue(call(', reopened 15:10, closed 15:20'), 'closureNotice')).toBe('19:20');
  });
});

describe('the survey (story 11)', () => {
  const row = (changes: Partial<TextRecord> = {}) => aText('survey', '+1d 11:00', changes);

  test.each<[string, TextRecord[], string | null]>([
    ['closed 11:00', [], '+1d 11:00'],
    ['closed 11:00 known 12:00', [], '+1d 12:00'],
    // Known a little before it happened: our clocks differ by up to 2 min.
    ['closed 11:01 known 11:00', [], '+1d 11:01'],
    ['closed 11:00, closed 12:00', [], '+1d 11:00'],
    ['cancelled 11:00', [], null],
    ['merged 11:00', [], null],
    ['cancelled 11:00, closed 12:00', [], '+1d 12:00'],
    ['merged 11:00, closed 12:00', [], '+1d 12:00'],
    ['arrived 10:30, closed 11:00', [], '+1d 11:00'],
    ['closed 11:00, reopened 12:00', [], null],
    ['closed 11:00, reopened 12:00, closed 13:00', [], '+1d 13:00'],
    ['closed 19:59:59.999', [], '+1d 19:59:59.999'],
    ['closed 20:00', [], '+2d 09:00'],
    ['closed +1d 08:59:59.999', [], '+2d 09:00'],
    ['closed +1d 09:00', [], '+2d 09:00'],
    ['closed 11:00', [row()], null],
    ['closed 11:00', [row(refused('otherCall'))], null],
    ['closed 11:00, reopened +1d 12:00, closed +1d 13:00', [row(refused('otherCall'))], '+2d 13:00'],
    ['closed 11:00, reopened +1d 12:00', [row(refused('otherCall'))], null],
    ['closed 11:00, closed +1d 13:00', [row(refused('otherCall'))], null],
    ['closed 11:00, reopened +1d 12:00, closed +1d 13:00', [row()], null],
    ['closed 11:00, reopened +1d 12:00, closed +1d 13:00', [row({ outcome: 'unknown' })], null],
    ['closed 11:00, reopened +1d 12:00, closed +1d 13:00', [row(refused('carrierRefused'))], null],
    [
      'closed 11:00, reopened +1d 12:00, closed +1d 13:00',
      [row({ ...refused('otherCall'), reopeningEventId: 'reopened +1d 12:00' })],
      null,
    ],
    ['closed 11:00 known +1d 11:00', [], '+2d 11:00'],
    ['closed 11:00 known +1d 11:00:00.001', [], null],
  ])('%s, %#: %s', (then, texts, expected) => {
    expect(whenDue(aCall(`received 10:00, ${then}`, { texts }), 'survey')).toBe(expected);
  });
});

describe('the moments of a call', () => {
  test('come the earliest first, those of one instant in the order of their rules', () => {
    const call = aCall('received 10:00, cancelled 10:10, closed 10:12', {
      texts: [ack('10:05', refused('hangUp')), notice(1, '10:06')],
      acknowledgementDueAnew: true,
    });
    expect(dueOf(call)).toEqual([
      'acknowledgement 1, 10:12',
      'closureNotice 1, 14:10',
      'survey 1, +1d 10:12',
    ]);
    const together = aCall('received 10:00, closed +1d 05:00 known +1d 05:00', {
      texts: [ack(), notice(1, '10:30')],
    });
    const meeting = {
      ...ottawa,
      survey: { ...ottawa.survey, afterClosedMs: 4 * 3_600_000, quiet: ottawa.closureNotice.quiet },
    };
    expect(dueOf(together, meeting)).toEqual(['closureNotice 1, +1d 09:00', 'survey 1, +1d 09:00']);
  });

  test('move out of a quiet time by the share that is the call’s own', () => {
    const call = aCall('received 10:00, closed 23:00', { spread: 0.25, texts: [ack(), notice(1, '10:30')] });
    expect(dueOf(call)).toEqual(['closureNotice 1, +1d 07:15', 'survey 1, +2d 09:15']);
  });

  test('of a call that is not followed are none', () => {
    expect(dueOf(aCall('received 10:00 type BOMB, closed 11:00'))).toEqual([]);
  });
});

describe('of any call (seed 1505)', () => {
  const anyCall = fc
    .record({
      events: textableEvents(),
      texts: anyTexts(),
      spread: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    })
    .map(({ events, texts, spread }) => aCall(events, { texts, spread }));

  test('no moment but of an acknowledgement or a first notice lies in a quiet time', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        for (const { kind, ordinal, dueAt } of dueTexts(call, ottawa)) {
          if (kind === 'acknowledgement' || (kind === 'delayNotice' && ordinal === 1)) continue;
          const hour = Number(
            onClock(dueAt)
              .slice(-12)
              .match(/(\d\d):/)?.[1],
          );
          const [from, to] = kind === 'survey' ? [20, 9] : [22, 7];
          expect(hour).toBeGreaterThanOrEqual(to);
          expect(hour).toBeLessThan(from);
        }
      }),
      { seed: 1505, numRuns: 1000 },
    );
  });

  test('each kind comes due at most once, in order, and never again once it went out', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const due = dueTexts(call, ottawa);
        expect(new Set(due.map(({ kind }) => kind)).size).toBe(due.length);
        expect(due.map(({ dueAt }) => dueAt)).toEqual(
          due.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b),
        );
        const gone = call.texts.filter(({ outcome }) => outcome !== 'notSent');
        for (const { kind, ordinal } of due) {
          expect(gone.some((text) => text.kind === kind && text.ordinal === ordinal)).toBe(false);
        }
      }),
      { seed: 1505, numRuns: 1000 },
    );
  });

  test('the moments change by events and texts alone, not by time passing', () => {
    jest.useFakeTimers();
    try {
      fc.assert(
        fc.property(anyCall, fc.nat({ max: 10 }), (call, years) => {
          const now = dueTexts(call, ottawa);
          jest.setSystemTime(clock(`+${years * 365}d 03:00`));
          expect(dueTexts(call, ottawa)).toEqual(now);
        }),
        { seed: 1505, numRuns: 200 },
      );
    } finally {
      jest.useRealTimers();
    }
  });
});
