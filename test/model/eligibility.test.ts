import { expectedRun } from './expected-run';
import { at, callOf, event, ottawa, received } from './hand-made';

const call = '26-100';
const other = '26-101';
const into = { intoCallNumber: call };

/** The decision on the call with these events, as it stands after the last of them. */
const reasonFor = (...arrivals: Parameters<typeof callOf>[0]) => {
  const last = Math.max(...arrivals.map(({ knownAt }) => knownAt));
  const run = expectedRun(
    ottawa,
    arrivals.toSorted((a, b) => a.knownAt - b.knownAt),
    { endsAt: last, own: ['+13438036032'], institutions: ['+16135550177'] },
  );
  return run.find(({ callNumber }) => callNumber === call)?.decision.reason;
};

type Row = [reason: string | null, fields: Parameters<typeof received>[2]];

test.each<Row>([
  [null, {}],
  ['doNotText', { flags: ['doNotText'] }],
  ['doNotText', { safeToText: 'no' }],
  ['callTypeExcluded', { callTypeCode: 'attempted kidnapping' }],
  ['priorityWasHigher', { priorityCode: '2' }],
  ['inProgress', { flags: ['hazard', 'inProgress'] }],
  ['hazard', { flags: ['thirdParty', 'juvenile', 'hazard'] }],
  ['thirdParty', { flags: ['thirdParty'] }],
  ['priorityNotTexted', { priorityCode: '5' }],
  ['priorityUnknown', { priorityCode: 'P3' }],
  ['callTypeUnknown', { callTypeCode: 'LOITERING' }],
  ['callTypeNotTexted', { callTypeCode: 'PATROL' }],
  ['sourceNotPublic', { source: 'officer' }],
  [null, { safeToText: 'notAsked' }],
  ['noPhone', { phone: '' }],
  ['phoneNotUsable', { phone: '613-555-0123 ext 4' }],
  ['phoneNotUsable', { phone: '800-555-0199' }],
  ['phoneNotUsable', { phone: '+1 619 555 0101' }],
  ['phoneNotUsable', { phone: '911-555-0123' }],
  ['phoneNotUsable', { phone: '343-803-6032' }],
  ['institution', { phone: '(613) 555-0177' }],
])('the decision is %s for %j', (reason, fields) => {
  expect(reasonFor(received(call, '10:00', fields))).toBe(reason);
});

test('what was ever so stays so, whatever is stated later', () => {
  const was = [
    received(call, '10:00', { priorityCode: '1' }),
    event(call, '10:05', 'updated', { priorityCode: '3' }),
  ];
  expect(reasonFor(...was)).toBe('priorityWasHigher');
});

test('a call never received is decided on when it is', () => {
  const late = event(call, '10:05', 'updated', { priorityCode: '4' });
  expect(reasonFor(late)).toBe('notReceivedYet');
  expect(reasonFor(late, received(call, '10:00', { known: '10:06' }))).toBeNull();
});

describe('a number', () => {
  test('is shared from its fourth call in 24 hours on, the one exactly 24 hours ago left out', () => {
    const stated = (callNumber: string, when: string) => received(callNumber, when, { priorityCode: '5' });
    const two = [stated('26-200', '09:00'), stated('26-201', '09:10')];
    expect(reasonFor(...two, received(call, '10:00'))).toBeNull();
    expect(reasonFor(stated('26-209', '14 10:00'), ...two, received(call, '10:00'))).toBeNull();
    expect(reasonFor(stated('26-209', '14 10:01'), ...two, received(call, '10:00'))).toBe('sharedNumber');
    expect(
      reasonFor(stated('26-209', '10:01'), ...two, received(call, '10:00', { known: '10:02' })),
    ).toBeNull();
  });

  test('is protected for 90 days by another call about personal safety, not by an alarm', () => {
    const asked = received(call, '10:00');
    expect(reasonFor(received(other, '09:00', { callTypeCode: 'DOMESTIC' }), asked)).toBe('numberProtected');
    expect(reasonFor(received(other, '09:00', { callTypeCode: 'ALARM' }), asked)).toBeNull();
  });

  test('is protected while a risky call is open and for 24 hours after', () => {
    const risky = received(other, '10 09:00', { priorityCode: '1' });
    const ended = (when: string) => event(other, when, 'closed');
    expect(reasonFor(risky, received(call, '10:00'))).toBe('numberProtected');
    expect(reasonFor(risky, received(call, '17 09:00'))).toBeNull();
    expect(reasonFor(risky, ended('14 10:01'), received(call, '10:00'))).toBe('numberProtected');
    expect(reasonFor(risky, ended('14 10:00'), received(call, '10:00'))).toBeNull();
  });

  test('that a call not to be texted ever stated is never texted', () => {
    const unsafe = received(other, '09:00', { safeToText: 'no' });
    const moved = event(other, '09:05', 'updated', { phone: '613-555-0188' });
    expect(reasonFor(unsafe, moved, received(call, '10:00'))).toBe('neverText');
  });
});

describe('a merge', () => {
  const phone = '613-555-0190';

  test('hands over every flag and ever, also what is learned later and over several calls', () => {
    const chain = [
      received(call, '09:00'),
      received(other, '09:01', { phone }),
      received('26-102', '09:02', { phone: '613-555-0191' }),
      event('26-102', '09:10', 'merged', { intoCallNumber: other }),
      event(other, '09:11', 'merged', into),
    ];
    expect(reasonFor(...chain)).toBeNull();
    expect(reasonFor(...chain, event('26-102', '09:12', 'updated', { flags: ['hazard'] }))).toBe('hazard');
    expect(reasonFor(...chain, event('26-102', '09:12', 'updated', { priorityCode: '1' }))).toBe(
      'priorityWasHigher',
    );
  });

  test('in a circle hands over to all', () => {
    const circle = [
      received(call, '09:00'),
      received(other, '09:01', { phone, flags: ['juvenile'] }),
      event(call, '09:10', 'merged', { intoCallNumber: other }),
      event(other, '09:11', 'merged', into),
    ];
    expect(reasonFor(...circle)).toBe('juvenile');
  });

  test('puts the numbers of the call it leads to on the never-text list', () => {
    const target = received('26-102', '09:00', { phone });
    const source = received(other, '09:01', { phone: '613-555-0191', flags: ['doNotText'] });
    const merged = event(other, '09:02', 'merged', { intoCallNumber: '26-102' });
    expect(reasonFor(target, source, merged, received(call, '10:00', { phone }))).toBe('neverText');
  });
});

test('the call is followed from the first event on that finds it eligible', () => {
  const moved = event(call, '11:00', 'updated', { priorityCode: '4' });
  const story = callOf([received(call, '10:00', { priorityCode: '5' }), moved], '12:00');
  expect(story.texts).toMatchObject([{ kind: 'acknowledgement', dueAt: at('11:02'), reason: 'tooLate' }]);
});
