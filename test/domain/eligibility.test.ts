import { decideEligibility, isUnsafe } from '../../domain/eligibility';
import type { Asked } from '../../domain/eligibility';
import { NO_LATCHES } from '../../domain/call-facts';
import type { NumberFacts } from '../../domain/number-facts';
import type { Policy } from '../../domain/policy';
import { ELIGIBILITY_REASONS } from '../../domain/reasons';
import type { EligibilityReason } from '../../domain/reasons';
import { aNumber, anEventOf, anOtherCall, clock, factsOf, ottawa, PHONE, springfield } from './builders';
import { foldFacts } from '../../domain/call-facts';
import type { StatedPhone } from '../../domain/call-event';

const NOW = clock('10:30');

function asked(told: string, changes: Partial<Asked> = {}): Asked {
  return {
    facts: factsOf(told),
    takenOver: NO_LATCHES,
    number: aNumber(),
    policy: ottawa,
    now: NOW,
    ...changes,
  };
}

const reasonOf = (one: Asked) => decideEligibility(one).reason;
const aCallOfType = (callTypeCode: string) => foldFacts([anEventOf('received', '10:00', { callTypeCode })]);
const others = (...told: string[]): NumberFacts =>
  aNumber({ otherCalls: told.map((one) => anOtherCall(one)) });

const OWN: [string, EligibilityReason | null][] = [
  ['received 10:00', null],
  ['received 10:00 priority 4', null],
  ['received 10:00 source public safe yes', null],
  ['', 'notReceivedYet'],
  ['updated 10:00 priority 3 type THEFT phone one', 'notReceivedYet'],
  ['received 10:00 flag doNotText', 'doNotText'],
  ['received 10:00 safe no', 'doNotText'],
  ['received 10:00 safe no, updated 10:01 safe yes', 'doNotText'],
  ['received 10:00 type ASSAULT', 'callTypeExcluded'],
  ['received 10:00 type ASSAULT, updated 10:01 type THEFT', 'callTypeExcluded'],
  ['received 10:00, updated 09:59 type ASSAULT known 10:01', 'callTypeExcluded'],
  ['received 10:00 priority 0', 'priorityWasHigher'],
  ['received 10:00 priority 1', 'priorityWasHigher'],
  ['received 10:00 priority 2', 'priorityWasHigher'],
  ['received 10:00 priority 2, updated 10:01 priority 4', 'priorityWasHigher'],
  ['received 10:00 flag inProgress', 'inProgress'],
  ['received 10:00 flag hazard', 'hazard'],
  ['received 10:00 flag juvenile', 'juvenile'],
  ['received 10:00 flag mentalHealth', 'mentalHealth'],
  ['received 10:00 flag hangUp', 'hangUp'],
  ['received 10:00 flag thirdParty', 'thirdParty'],
  ['received 10:00 flag thirdParty, updated 10:01 flag juvenile', 'juvenile'],
  ['received 10:00 priority 5', 'priorityNotTexted'],
  ['received 10:00 priority 7', 'priorityNotTexted'],
  ['received 10:00 priority 5, updated 10:01 priority 3', null],
  ['received 10:00, updated 10:01 priority 5', 'priorityNotTexted'],
  ['received 10:00 priority 8', 'priorityUnknown'],
  ['received 10:00 priority P3', 'priorityUnknown'],
  ['received 10:00 priority 8, updated 10:01 priority 4', null],
  ['received 10:00 type SPACESHIP', 'callTypeUnknown'],
  ['received 10:00 type SPACESHIP, updated 10:01 type FRAUD', null],
  ['received 10:00 type PATROL', 'callTypeNotTexted'],
  ['received 10:00 type patrol, updated 10:01 type fraud', null],
  ['received 10:00 source officer', 'sourceNotPublic'],
  ['received 10:00 source alarmCompany', 'sourceNotPublic'],
  ['received 10:00 source walkIn', 'sourceNotPublic'],
  ['received 10:00 source agency', 'sourceNotPublic'],
  ['received 10:00 source institution', 'sourceNotPublic'],
  ['received 10:00 source officer, updated 10:01 source public', null],
  ['received 10:00 safe notAsked', null],
];

describe('what a call states itself (story 6, lines 1 to 10)', () => {
  test.each(OWN)('%s: %s', (told, reason) => {
    expect(decideEligibility(asked(told))).toEqual({ eligible: reason === null, reason });
  });
});

const STRICT: Policy = { ...ottawa, sourceWhenNotStated: 'unknown', textWhenNotAsked: false };
const STRICTLY: [string, EligibilityReason | null][] = [
  ['received 10:00', 'sourceUnknown'],
  ['received 10:00 source public', 'notAskedIfSafe'],
  ['received 10:00 source public safe notAsked', 'notAskedIfSafe'],
  ['received 10:00 source public safe yes', null],
  ['received 10:00 source public safe yes, updated 10:01 safe notAsked', 'notAskedIfSafe'],
];

test.each(STRICTLY)('where the policy takes nothing for granted, %s: %s', (told, reason) => {
  expect(reasonOf(asked(told, { policy: STRICT }))).toBe(reason);
});

test.each([
  ['priority 4', null],
  ['priority 2', null],
  ['priority 5', 'priorityWasHigher'],
  ['priority E', 'priorityWasHigher'],
  ['priority 1', 'priorityNotTexted'],
  ['priority 0', 'priorityUnknown'],
])('where a greater number is more urgent, %s: %s', (priority, reason) => {
  const told = `received 10:00 type THEFT-BICYCLE source public safe yes ${priority}`;
  const facts = factsOf(told);
  const phone: StatedPhone = { ...PHONE, country: 'US' };
  expect(reasonOf(asked(told, { policy: springfield, facts: { ...facts, phone } }))).toBe(reason);
});

const PERSONAL = [
  ...['SEXUAL ASSAULT', 'DOMESTIC', 'ABDUCTION', 'BOMB', 'HARASSMENT', 'STALKING', 'BREACH', 'CUSTODY'],
  ...[
    'KEEP THE PEACE',
    'THREATS',
    'ASSAULT',
    'ROBBERY',
    'WEAPON',
    'HATE',
    'EXTORTION',
    'INDECENT',
    'TRAFFICKING',
  ],
  ...['CHILD ABUSE', 'ELDER ABUSE', 'MISSING', 'SUICIDE', 'MENTAL HEALTH', 'OVERDOSE', 'DEATH', 'WELFARE'],
  ...['PROWLER', 'ARSON', 'INTIMATE IMAGES', 'Family dispute', 'assault - common'],
];
const NOT_PERSONAL = ['ALARM', 'DEMONSTRATION', 'TIP', 'DRUGS', 'GANGS', 'COMPLAINT'];

test.each([...PERSONAL, ...NOT_PERSONAL])('a call about %s is never texted', (code) => {
  expect(reasonOf(asked('', { facts: aCallOfType(code) }))).toBe('callTypeExcluded');
});

test.each([
  ...PERSONAL.map((code) => [code, 'numberProtected'] as const),
  ...NOT_PERSONAL.map((code) => [code, null] as const),
])('the number of somebody who called about %s: %s', (code, reason) => {
  const other = { ...anOtherCall('received 09:00'), facts: aCallOfType(code) };
  expect(reasonOf(asked('received 10:00', { number: aNumber({ otherCalls: [other] }) }))).toBe(reason);
});

test.each(['THEFT', 'THEFT VEHICLE', 'MISCHIEF', 'FRAUD', 'LOST PROPERTY', 'PARKING', 'COLLISION', 'NOISE'])(
  'a call about %s is texted',
  (code) => {
    expect(reasonOf(asked('', { facts: aCallOfType(code) }))).toBeNull();
  },
);

const PHONES: [Partial<StatedPhone> | null, EligibilityReason | null][] = [
  [{}, null],
  [null, 'noPhone'],
  [{ kind: 'invalid', country: null }, 'phoneNotUsable'],
  [{ kind: 'extension' }, 'phoneNotUsable'],
  [{ kind: 'tollFree' }, 'phoneNotUsable'],
  [{ kind: 'premium' }, 'phoneNotUsable'],
  [{ kind: 'pseudo911' }, 'phoneNotUsable'],
  [{ kind: 'agencyOwn' }, 'phoneNotUsable'],
  [{ country: 'US' }, 'phoneNotUsable'],
  [{ country: null }, 'phoneNotUsable'],
];

test.each(PHONES)('a phone that is %j: %s', (changes, reason) => {
  const facts = factsOf('received 10:00');
  const phone = changes && { ...PHONE, ...changes };
  expect(reasonOf(asked('', { facts: { ...facts, phone } }))).toBe(reason);
});

const DAY_AGO = '-1d 10:00';
const NUMBERS: [string, NumberFacts, EligibilityReason | null][] = [
  ['of an institution', aNumber({ institution: true }), 'institution'],
  ['of three calls in a day', others('received 10:00', 'received -1d 10:00:00.001'), null],
  [
    'of a fourth call in a day',
    others('received 10:00', 'received 09:00', 'received -1d 10:00:00.001'),
    'sharedNumber',
  ],
  ['of a fourth call in just a day', others('received 10:00', 'received 09:00', `received ${DAY_AGO}`), null],
  ['of a later call', others('received 09:59', 'received 09:00', 'received 10:00:00.001'), null],
  [
    'of calls not to be texted',
    others(...['09:00', '09:10', '09:20'].map((at) => `received ${at} type PATROL`)),
    'sharedNumber',
  ],
  [
    'of a call that has another phone now',
    others('received 09:00', 'received 09:10', 'received 09:20, updated 09:30 phone two'),
    null,
  ],
  ['of a call not received yet', others('received 09:00', 'received 09:10', 'updated 09:20 phone one'), null],
  ['of six calls in a week', others(...[2, 3, 4, 5, 6].map((day) => `received -${day}d 12:00`)), null],
  [
    'of seven calls in a week',
    others(...[2, 3, 4, 5, 6].map((day) => `received -${day}d 12:00`), 'received -7d 10:00:00.001'),
    'sharedNumber',
  ],
  [
    'of seven calls in just a week',
    others(...[2, 3, 4, 5, 6].map((day) => `received -${day}d 12:00`), 'received -7d 10:00'),
    null,
  ],
  ['of an assault heard of 90 days ago', others('received -100d 10:00 type ASSAULT known -90d 10:30'), null],
  [
    'of an assault heard of in the last 90 days',
    others('received -100d 10:00 type ASSAULT known -90d 10:30:00.001'),
    'numberProtected',
  ],
  [
    'of an assault long ago, with an event lately',
    others('received -99d 10:00 type ASSAULT, closed -98d 10:00 known -2d 10:00'),
    'numberProtected',
  ],
  [
    'of what was an assault',
    others('received -9d 10:00 type ASSAULT, updated -9d 10:01 type THEFT'),
    'numberProtected',
  ],
  ['of an assault never received', others('updated -9d 10:00 type ASSAULT phone one'), 'numberProtected'],
  [
    'of an assault whose phone is another now',
    others('received -9d 10:00 type ASSAULT, updated -9d 11:00 phone two'),
    'numberProtected',
  ],
  [
    'of an urgent call, open, heard of 7 days ago',
    others('received -9d 10:00 priority 1 known -7d 10:30'),
    null,
  ],
  [
    'of an urgent call, open, heard of since',
    others('received -9d 10:00 priority 1 known -7d 10:30:00.001'),
    'numberProtected',
  ],
  [
    'of a call that was urgent',
    others('received -6d 10:00 priority 2, updated -6d 11:00 priority 4'),
    'numberProtected',
  ],
  ['of a call in progress', others('received 09:00 flag inProgress'), 'numberProtected'],
  ['of a hazard', others('received 09:00 flag hazard'), 'numberProtected'],
  ['of a hazard ended 24 h ago', others('received -2d 10:00 flag hazard, closed -1d 10:30'), null],
  [
    'of a hazard ended since',
    others('received -2d 10:00 flag hazard, closed -1d 10:30:00.001'),
    'numberProtected',
  ],
  [
    'of a hazard ended long ago as we just heard',
    others('received -3d 10:00 flag hazard, closed -2d 10:00 known 10:29'),
    null,
  ],
  [
    'of a hazard reopened',
    others('received -3d 10:00 flag hazard, closed -3d 11:00, reopened -2d 10:00'),
    'numberProtected',
  ],
  ['of a juvenile', others('received 09:00 flag juvenile'), null],
  ['of a call not to be texted about', others('received 09:00 flag doNotText'), null],
  ['of a call with an unknown priority', others('received 09:00 priority X'), null],
  ['that opted out', aNumber({ optedOut: true }), 'optedOut'],
  ['never to be texted', aNumber({ neverText: true }), 'neverText'],
  ['unable for 180 days', aNumber({ notCapableSince: clock('-180d 10:30') }), null],
  ['unable since', aNumber({ notCapableSince: clock('-180d 10:30:00.001') }), 'phoneNotCapable'],
];

test.each(NUMBERS)('a number %s: %#', (_, number, reason) => {
  expect(reasonOf(asked('received 10:00', { number }))).toBe(reason);
});

const TAKEN_OVER: [Partial<Asked['takenOver']>, EligibilityReason | null][] = [
  [{ flags: ['doNotText'] }, 'doNotText'],
  [{ unsafeToText: true }, 'doNotText'],
  [{ callTypes: ['DOMESTIC'] }, 'callTypeExcluded'],
  [{ priorities: ['1'] }, 'priorityWasHigher'],
  [{ flags: ['inProgress'] }, 'inProgress'],
  [{ flags: ['thirdParty', 'hazard'] }, 'hazard'],
  [{ callTypes: ['PATROL'], priorities: ['5', 'X'] }, null],
];

test.each(TAKEN_OVER)('a call that took over %j: %s', (changes, reason) => {
  const takenOver = { ...NO_LATCHES, ...changes };
  expect(reasonOf(asked('received 10:00', { takenOver }))).toBe(reason);
  expect(isUnsafe(takenOver)).toBe(reason === 'doNotText');
});

test.each<[Partial<Asked['takenOver']>, string]>([
  [{ callTypes: ['DOMESTIC'] }, 'a personal-safety call'],
  [{ priorities: ['1'] }, 'an urgent one'],
  [{ flags: ['inProgress'] }, 'one in progress'],
  [{ flags: ['hazard'] }, 'a hazard'],
])('a number is protected by another call that took over %j: %s', (changes) => {
  const other = anOtherCall('received 09:00', { ...NO_LATCHES, ...changes });
  const number = aNumber({ otherCalls: [other] });
  expect(reasonOf(asked('received 10:00', { number }))).toBe('numberProtected');
});

describe('the first line that fails is the reason', () => {
  const shared = ['received 09:00', 'received 09:10', 'received 09:20'];
  /** Each makes one line fail and leaves the others as they are; later ones do not repair earlier ones. */
  const LINES: [EligibilityReason, { says?: string; number?: Partial<NumberFacts>; strict?: true }][] = [
    ['doNotText', { says: 'flag doNotText' }],
    ['callTypeExcluded', { says: 'type BOMB' }],
    ['priorityWasHigher', { says: 'priority 1' }],
    ['inProgress', { says: 'flag inProgress' }],
    ['hazard', { says: 'flag hazard' }],
    ['juvenile', { says: 'flag juvenile' }],
    ['mentalHealth', { says: 'flag mentalHealth' }],
    ['hangUp', { says: 'flag hangUp' }],
    ['thirdParty', { says: 'flag thirdParty' }],
    ['priorityNotTexted', { says: 'priority 5' }],
    ['callTypeNotTexted', { says: 'type PATROL' }],
    ['sourceNotPublic', { says: 'source walkIn' }],
    ['notAskedIfSafe', { strict: true }],
    ['phoneNotUsable', { says: 'phone bad' }],
    ['institution', { number: { institution: true } }],
    ['sharedNumber', { number: { otherCalls: shared.map((told) => anOtherCall(told)) } }],
    ['numberProtected', { number: { otherCalls: [anOtherCall('received 09:00 type BOMB')] } }],
    ['optedOut', { number: { optedOut: true } }],
    ['neverText', { number: { neverText: true } }],
    ['phoneNotCapable', { number: { notCapableSince: NOW } }],
  ];
  const pairs = LINES.flatMap((first, index) => LINES.slice(index + 1).map((second) => ({ first, second })));

  test.each(pairs)('$first.0 before $second.0', ({ first, second }) => {
    const [[reason, one], [, other]] = [first, second];
    expect(reasonOf(failing([other, one]))).toBe(reason);
  });

  test('notReceivedYet before all of them', () => {
    const everything = failing(LINES.map(([, line]) => line));
    expect(reasonOf({ ...everything, facts: { ...everything.facts, received: null } })).toBe(
      'notReceivedYet',
    );
  });

  function failing(lines: (typeof LINES)[number][1][]): Asked {
    const says = lines.flatMap((line, index) => (line.says ? [`updated 10:0${index + 1} ${line.says}`] : []));
    const events = ['received 10:00 source public', ...says].join(', ');
    const facts = factsOf(lines.length > 2 ? 'received 10:00' : events);
    const bad = facts.phone?.numberId === 'bad';
    const otherCalls = lines.flatMap((line) => line.number?.otherCalls ?? []);
    // What makes a number shared is that the calls have the very phone of this one.
    const phoned = otherCalls.map((other) => ({ ...other, facts: { ...other.facts, phone: facts.phone } }));
    const number = Object.assign(aNumber(), ...lines.map((line) => line.number), {
      otherCalls: phoned,
    }) as NumberFacts;
    return {
      facts: { ...facts, phone: facts.phone && { ...facts.phone, kind: bad ? 'invalid' : 'ordinary' } },
      takenOver: NO_LATCHES,
      number,
      policy: lines.some((line) => line.strict) ? { ...ottawa, textWhenNotAsked: false } : ottawa,
      now: NOW,
    };
  }
});

test('every reason is reached by a row above', () => {
  const rows = [...OWN, ...STRICTLY, ...PHONES, ...NUMBERS.map(([, , reason]) => ['', reason] as const)];
  const reached = new Set(rows.map(([, reason]) => reason));
  expect(ELIGIBILITY_REASONS.filter((reason) => !reached.has(reason))).toEqual([]);
});
