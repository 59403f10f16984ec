import * as fc from 'fast-check';
import type { CallRecord } from '../../domain/call-record';
import { dueTexts } from '../../domain/due';
import { decideEligibility } from '../../domain/eligibility';
import type { NumberFacts, NumberText } from '../../domain/number-facts';
import { TEXT_REASONS } from '../../domain/reasons';
import type { Decision, Reason } from '../../domain/reasons';
import { decideText } from '../../domain/text-decision';
import type { TextDecision } from '../../domain/text-decision';
import { TEXT_KINDS, TEXT_OUTCOMES } from '../../domain/text-message';
import type { TextKind, TextOutcome, TextRecord } from '../../domain/text-message';
import { anyTexts, textableEvents } from './arbitrary-calls';
import { aCall, aNumber, anOtherCall, aText, clock, ottawa } from './builders';

type Case = {
  kind: TextKind;
  told: string;
  due: string;
  now?: string;
  ordinal?: number;
  call?: Partial<CallRecord>;
  number?: Partial<NumberFacts>;
  not?: Decision['reason'];
};
type Rows = [string, Omit<Partial<Case>, 'kind'>, TextDecision][];

const ELIGIBLE: Decision = { eligible: true, reason: null };
const ack = (changes: Partial<TextRecord> = {}) => aText('acknowledgement', '10:05', changes);

function decide({ kind, told, due, now = due, ordinal = 1, call, number, not = null }: Case): TextDecision {
  return decideText({
    call: aCall(told, call),
    text: { kind, ordinal, dueAt: clock(due) },
    eligibility: not === null ? ELIGIBLE : { eligible: false, reason: not },
    number: aNumber(number),
    policy: ottawa,
    now: clock(now),
  });
}

const got = (
  kind: TextKind,
  decided: string,
  callNumber = 'P26-9',
  outcome: TextOutcome = 'sent',
): NumberText => ({
  kind,
  outcome,
  callNumber,
  decidedAt: clock(decided),
});
const many = (count: number, decided = '09:00') =>
  Array.from({ length: count }, () => got('acknowledgement', decided));

const anAcknowledgement: Case = { kind: 'acknowledgement', told: 'received 10:00', due: '10:12' };
const ACKNOWLEDGEMENTS: Rows = [
  ['is sent', {}, 'send'],
  ['to a call with a unit assigned, is sent', { told: 'received 10:00, dispatched 10:05' }, 'send'],
  [
    'to a call a unit was released from, is sent',
    { told: 'received 10:00, dispatched 10:05, released 10:06' },
    'send',
  ],
  ['to a call not eligible now', { not: 'optedOut' }, 'optedOut'],
  ['to a call that ended', { told: 'received 10:00, cancelled 10:05' }, 'callEnded'],
  ['to a call that was merged', { told: 'received 10:00, merged 10:05' }, 'callEnded'],
  ['to a call reopened since', { told: 'received 10:00, closed 10:05, reopened 10:06' }, 'send'],
  ['to a call somebody arrived at', { told: 'received 10:00, arrived 10:05' }, 'officerArrived'],
  ['to a call left again', { told: 'received 10:00, arrived 10:05, released 10:06' }, 'officerArrived'],
  ['30 min after received, is sent', { now: '10:30' }, 'send'],
  ['more than that after received', { now: '10:30:00.001' }, 'tooLate'],
  ['known late', { told: 'received 09:00 known 10:00' }, 'tooLate'],
  [
    '30 min after call taking, is sent',
    { told: 'received 09:00, callTakingEnded 10:00', now: '10:30' },
    'send',
  ],
  [
    'more than that after call taking',
    { told: 'received 09:00, callTakingEnded 10:00', now: '10:30:00.001' },
    'tooLate',
  ],
  [
    'long after an early call taking',
    { told: 'received 10:00, callTakingEnded 09:00', now: '10:30' },
    'send',
  ],
  [
    'after the first call taking accepted',
    { told: 'received 09:00, callTakingEnded 09:30, callTakingEnded 10:10' },
    'tooLate',
  ],
  ['as the number’s eighth text, is sent', { number: { texts: many(7) } }, 'send'],
  ['as the number’s ninth text', { number: { texts: many(8) } }, 'overCeiling'],
  ['as the ninth in just a day', { number: { texts: [...many(7), ...many(1, '-1d 10:12')] } }, 'send'],
  [
    'as the ninth in a day',
    { number: { texts: [...many(7), ...many(1, '-1d 10:12:00.001')] } },
    'overCeiling',
  ],
  ['not eligible and ended', { not: 'hangUp', told: 'received 10:00, closed 10:05' }, 'hangUp'],
  ['ended and attended', { told: 'received 10:00, arrived 10:04, closed 10:05' }, 'callEnded'],
  ['attended and late', { told: 'received 09:00, arrived 10:04' }, 'officerArrived'],
  ['late and over the ceiling', { now: '11:00', number: { texts: many(8) } }, 'tooLate'],
  [
    'stopped by staff, before all else',
    { call: { stoppedBecause: 'asked for' }, not: 'hangUp' },
    'stoppedByStaff',
  ],
];

const aNotice: Case = { kind: 'delayNotice', told: 'received 10:00', due: '10:30', call: { texts: [ack()] } };
const justTold = { texts: [got('delayNotice', '09:30:00.001')] };
const NOTICES: Rows = [
  ['is sent', {}, 'send'],
  [
    'after an acknowledgement we know nothing of, is sent',
    { call: { texts: [ack({ outcome: 'unknown' })] } },
    'send',
  ],
  ['after one that did not arrive, is sent', { call: { texts: [ack({ undelivered: true })] } }, 'send'],
  [
    'after one found not sent',
    { call: { texts: [ack({ outcome: 'notSent', reason: 'carrierRefused' })] } },
    'noAcknowledgement',
  ],
  ['to a call not eligible now', { not: 'numberProtected' }, 'numberProtected'],
  ['to another phone', { told: 'received 10:00, updated 10:10 phone two' }, 'phoneChanged'],
  [
    'to a phone changed and changed back, is sent',
    { told: 'received 10:00, updated 10:10 phone two, updated 10:11 phone one' },
    'send',
  ],
  ['about noise', { told: 'received 10:00 type NOISE' }, 'delayNotForType'],
  ['to a call with a unit assigned', { told: 'received 10:00, dispatched 10:10' }, 'nothing'],
  ['assigned, not eligible', { told: 'received 10:00, dispatched 10:10', not: 'optedOut' }, 'optedOut'],
  [
    'assigned, another phone',
    { told: 'received 10:00, dispatched 10:10, updated 10:11 phone two' },
    'phoneChanged',
  ],
  ['assigned, about noise', { told: 'received 10:00 type NOISE, dispatched 10:10' }, 'delayNotForType'],
  ['assigned and late', { told: 'received 10:00, dispatched 10:10', now: '11:00' }, 'nothing'],
  ['15 min late, is sent', { now: '10:45' }, 'send'],
  ['more than 15 min late', { now: '10:45:00.001' }, 'tooLate'],
  ['to a number told of another call', { number: justTold }, 'numberJustTold'],
  ['to a number told 60 min ago, is sent', { number: { texts: [got('delayNotice', '09:30')] } }, 'send'],
  [
    'to a number told of this call, is sent',
    { number: { texts: [got('delayNotice', '10:20', 'P26-1')] } },
    'send',
  ],
  [
    'to a number perhaps told',
    { number: { texts: [got('delayNotice', '10:20', 'P26-9', 'unknown')] } },
    'numberJustTold',
  ],
  [
    'to a number being told',
    { number: { texts: [got('delayNotice', '10:20', 'P26-9', 'pending')] } },
    'numberJustTold',
  ],
  [
    'to a number not told, is sent',
    { number: { texts: [got('delayNotice', '10:20', 'P26-9', 'notSent')] } },
    'send',
  ],
  [
    'to a number told something else, is sent',
    { number: { texts: [got('acknowledgement', '10:20')] } },
    'send',
  ],
  ['as the number’s sixth text, is sent', { number: { texts: many(5) } }, 'send'],
  ['as the number’s seventh text', { number: { texts: many(6) } }, 'overCeiling'],
  [
    'not sent after all, before not eligible',
    { not: 'optedOut', call: { texts: [ack({ outcome: 'notSent' })] } },
    'noAcknowledgement',
  ],
  ['not eligible, before another phone', { not: 'optedOut', told: 'received 10:00 phone two' }, 'optedOut'],
  ['another phone, before the type', { told: 'received 10:00 phone two type NOISE' }, 'phoneChanged'],
  ['the type, before lateness', { told: 'received 10:00 type NOISE', now: '11:00' }, 'delayNotForType'],
  [
    'lateness, before the number',
    { now: '10:45:00.001', number: { texts: [got('delayNotice', '10:40')] } },
    'tooLate',
  ],
  [
    'the number, before the ceiling',
    { number: { texts: [...many(6), ...justTold.texts] } },
    'numberJustTold',
  ],
  [
    'stopped by staff, before all else',
    { call: { texts: [ack()], stoppedBecause: 'asked for' }, not: 'hangUp' },
    'stoppedByStaff',
  ],
];

const aClosure: Case = {
  kind: 'closureNotice',
  told: 'received 10:00, closed 11:00',
  due: '15:00',
  call: { texts: [ack(), aText('delayNotice', '10:30')] },
};
const CLOSURES: Rows = [
  ['is sent', {}, 'send'],
  ['of a call not eligible', { not: 'optedOut' }, 'nothing'],
  ['to another phone', { told: 'received 10:00, updated 10:40 phone two, closed 11:00' }, 'nothing'],
  ['12 h late, is sent', { now: '+1d 03:00' }, 'send'],
  ['more than 12 h late', { now: '+1d 03:00:00.001' }, 'nothing'],
  ['as the number’s sixth text, is sent', { number: { texts: many(5) } }, 'send'],
  ['as the number’s seventh text', { number: { texts: many(6) } }, 'overCeiling'],
  ['not eligible, before the ceiling', { not: 'optedOut', number: { texts: many(6) } }, 'nothing'],
  [
    'stopped by staff, before all else',
    { call: { ...aClosure.call, stoppedBecause: 'asked for' }, not: 'hangUp' },
    'stoppedByStaff',
  ],
];

const aSurvey: Case = {
  kind: 'survey',
  told: 'received 10:00, closed 11:00 as REPORT',
  due: '+1d 11:00',
  call: { texts: [ack()] },
};
const from = (...told: string[]) => ({ otherCalls: told.map((one) => anOtherCall(one)) });
const SURVEYS: Rows = [
  ['is sent', {}, 'send'],
  ['of a call not eligible', { not: 'neverText' }, 'neverText'],
  ['of a merged call', { told: 'received 10:00, merged 10:30, closed 11:00 as REPORT' }, 'callMerged'],
  [
    'of a cancelled call',
    { told: 'received 10:00, cancelled 10:30, closed 11:00 as REPORT' },
    'callCancelled',
  ],
  ['of a call not closed', { told: 'received 10:00' }, 'notClosed'],
  ['of a call with no disposition', { told: 'received 10:00, closed 11:00' }, 'dispositionUnknown'],
  [
    'of one with an unknown disposition',
    { told: 'received 10:00, closed 11:00 as SPACESHIP' },
    'dispositionUnknown',
  ],
  [
    'of one with a disposition not surveyed',
    { told: 'received 10:00, closed 11:00 as UNFOUNDED' },
    'dispositionNotSurveyed',
  ],
  ['without acknowledgement', { call: { texts: [] } }, 'noAcknowledgement'],
  ['after one not sent', { call: { texts: [ack({ outcome: 'notSent' })] } }, 'noAcknowledgement'],
  ['after one unknown', { call: { texts: [ack({ outcome: 'unknown' })] } }, 'noAcknowledgement'],
  ['after one pending', { call: { texts: [ack({ outcome: 'pending' })] } }, 'noAcknowledgement'],
  ['after one that did not arrive', { call: { texts: [ack({ undelivered: true })] } }, 'noAcknowledgement'],
  ['to another phone', { told: 'received 10:00 phone two, closed 11:00 as REPORT' }, 'phoneChanged'],
  [
    'with another call received in just a day, ended',
    { number: from('received 11:00, closed 11:01') },
    'send',
  ],
  [
    'with another call received in a day',
    { number: from('received 11:00:00.001, closed 11:01') },
    'otherCall',
  ],
  ['with another call open', { number: from('received -9d 10:00, dispatched -5d 11:00') }, 'otherCall'],
  [
    'with one open, heard of 7 days ago',
    { number: from('received -9d 10:00, dispatched -6d 11:00') },
    'send',
  ],
  [
    'with one open, heard of since',
    { number: from('received -9d 10:00, dispatched -6d 11:00:00.001') },
    'otherCall',
  ],
  [
    'with one open that has another phone now',
    { number: from('received 20:00, updated 20:01 phone two') },
    'send',
  ],
  ['to a number surveyed 90 days ago, is sent', { number: { texts: [got('survey', '-89d 11:00')] } }, 'send'],
  [
    'to a number surveyed since',
    { number: { texts: [got('survey', '-89d 11:00:00.001')] } },
    'surveyedRecently',
  ],
  [
    'to one perhaps surveyed',
    { number: { texts: [got('survey', '-9d 11:00', 'P26-9', 'unknown')] } },
    'surveyedRecently',
  ],
  [
    'to one being surveyed',
    { number: { texts: [got('survey', '11:00', 'P26-9', 'pending')] } },
    'surveyedRecently',
  ],
  ['to one not surveyed', { number: { texts: [got('survey', '11:00', 'P26-9', 'notSent')] } }, 'send'],
  ['to one texted otherwise', { number: { texts: [got('closureNotice', '-9d 11:00')] } }, 'send'],
  ['24 h late, is sent', { now: '+2d 11:00' }, 'send'],
  ['more than 24 h late', { now: '+2d 11:00:00.001' }, 'tooLate'],
  ['as the number’s sixth text, is sent', { number: { texts: many(5, '+1d 09:00') } }, 'send'],
  ['as the number’s seventh text', { number: { texts: many(6, '+1d 09:00') } }, 'overCeiling'],
  [
    'stopped by staff, before all else',
    { call: { texts: [ack()], stoppedBecause: 'asked for' }, not: 'hangUp' },
    'stoppedByStaff',
  ],
];

describe.each([
  ['an acknowledgement', anAcknowledgement, ACKNOWLEDGEMENTS],
  ['a delay notice', aNotice, NOTICES],
  ['a closure notice', aClosure, CLOSURES],
  ['a survey', aSurvey, SURVEYS],
])('%s', (_, usual, rows) => {
  test.each(rows)('%s: %#', (_what, changes, expected) => {
    expect(decide({ ...usual, ...changes })).toBe(expected);
  });
});

test('of a survey the first line that fails is the reason', () => {
  const lines: [Reason, Partial<Case>][] = [
    ['optedOut', { not: 'optedOut' }],
    ['callMerged', { not: null }],
    ['callCancelled', { told: 'received 10:00 phone two, cancelled 10:40' }],
    ['notClosed', { told: 'received 10:00 phone two' }],
    ['dispositionUnknown', { told: 'received 10:00 phone two, closed 11:00' }],
    ['dispositionNotSurveyed', { told: 'received 10:00 phone two, closed 11:00 as GONE' }],
    ['noAcknowledgement', { told: 'received 10:00 phone two, closed 11:00 as REPORT' }],
    ['phoneChanged', { call: { texts: [ack()] } }],
    ['otherCall', { told: 'received 10:00, closed 11:00 as REPORT' }],
    [
      'surveyedRecently',
      { number: { otherCalls: [], texts: [...many(6, '+2d 11:00'), got('survey', '-9d 10:00')] } },
    ],
    ['tooLate', { number: { texts: many(6, '+2d 11:00') } }],
    ['overCeiling', { now: '+2d 11:00' }],
  ];
  const worst: Case = {
    ...aSurvey,
    told: 'received 10:00 phone two, merged 10:30, cancelled 10:40',
    now: '+2d 11:00:00.001',
    call: { texts: [] },
    number: {
      otherCalls: ['one', 'two'].map((phone) => anOtherCall(`received +2d 10:00 phone ${phone}`)),
      texts: [...many(6, '+2d 11:00'), got('survey', '-9d 10:00')],
    },
  };
  let repaired = worst;
  const reasons = lines.map(([, change]) => decide((repaired = { ...repaired, ...change })));
  expect(reasons).toEqual(lines.map(([reason]) => reason));
});

test('every reason the rules can give is reached by a row above', () => {
  const rows = [...ACKNOWLEDGEMENTS, ...NOTICES, ...CLOSURES, ...SURVEYS];
  const reached = new Set<string>(rows.map(([, , decision]) => decision));
  expect(TEXT_REASONS.filter((reason) => !reached.has(reason))).toEqual(['carrierRefused']);
});

test('no text is sent on facts that exclude it (seed 1506)', () => {
  const anyText = fc.record({
    kind: fc.constantFrom(...TEXT_KINDS),
    outcome: fc.constantFrom(...TEXT_OUTCOMES),
    callNumber: fc.constantFrom('P26-1', 'P26-9'),
    hour: fc.integer({ min: -60, max: 60 }),
  });
  const anything = fc.record({
    events: textableEvents(),
    texts: anyTexts(),
    numberTexts: fc.array(anyText, { maxLength: 9 }),
    lists: fc.record({ optedOut: fc.boolean(), neverText: fc.boolean(), institution: fc.boolean() }),
    lateMinutes: fc.oneof(fc.constant(0), fc.nat({ max: 3000 })),
    stopped: fc.boolean(),
  });
  let sent = 0;
  fc.assert(
    fc.property(anything, ({ events, texts, numberTexts, lists, lateMinutes, stopped }) => {
      const call = aCall(events, { texts, stoppedBecause: stopped ? 'asked for' : null });
      const got = numberTexts.map(({ hour, ...text }) => ({
        ...text,
        decidedAt: clock('10:00') + hour * 3_600_000,
      }));
      const number = aNumber({ ...(lateMinutes % 2 ? lists : {}), texts: got });
      for (const text of dueTexts(call, ottawa)) {
        const now = text.dueAt + lateMinutes * 60_000;
        const { facts, takenOver } = call;
        const eligibility = decideEligibility({ facts, takenOver, number, policy: ottawa, now });
        if (decideText({ call, text, eligibility, number, policy: ottawa, now }) !== 'send') continue;
        sent += 1;
        expect({ kind: text.kind, against: against(call, text.kind) }).toEqual({
          kind: text.kind,
          against: [],
        });
        expect([stopped, number.optedOut, number.neverText, number.institution]).not.toContain(true);
        const inADay = got.filter((one) => one.outcome !== 'notSent' && now - one.decidedAt < 86_400_000);
        expect(inADay.length).toBeLessThan(text.kind === 'acknowledgement' ? 8 : 6);
      }
    }),
    { seed: 1506, numRuns: 3000 },
  );
  expect(sent).toBeGreaterThan(100);
});

/** What speaks against a text whatever the rules work out. */
function against({ facts, texts }: CallRecord, kind: TextKind): string[] {
  const { latches, phone } = facts;
  const toldPhone = texts.find((text) => text.kind === 'acknowledgement')?.numberId;
  const isOpenOnly = kind === 'acknowledgement' || kind === 'delayNotice';
  const words = [
    facts.received === null && 'not received',
    latches.flags.length > 0 && 'a flag',
    latches.unsafeToText && 'not safe',
    latches.callTypes.includes('ASSAULT') && 'an assault',
    latches.priorities.includes('1') && 'urgent',
    !phone && 'no phone',
    isOpenOnly && facts.end && 'ended',
    kind !== 'survey' && facts.attended && 'attended',
    kind === 'delayNotice' && facts.assigned && 'assigned',
    kind !== 'acknowledgement' && toldPhone !== phone?.numberId && 'another phone',
    !isOpenOnly && !facts.end && 'open',
    kind === 'survey' && (facts.merged || facts.cancelled) && 'merged or cancelled',
    kind === 'survey' && facts.dispositionCode !== 'REPORT' && 'not surveyed',
  ];
  return words.filter((word) => typeof word === 'string');
}
