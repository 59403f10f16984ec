import { tellFacts } from '../../domain/follow-up-facts';
import { aCall, aText, clock, ottawa } from './builders';

test('the story is told what it needs as plain values, the earliest moment first', () => {
  const call = aCall('received 10:00 division West, cancelled 11:00, closed 11:10 as REPORT', {
    revision: 9,
    stoppedBecause: 'the family asked',
    texts: [
      aText('acknowledgement', '10:05:00.007', { dueAt: clock('10:05') }),
      aText('delayNotice', '10:30'),
      aText('delayNotice', '11:30', { ordinal: 2, outcome: 'notSent', reason: 'tooLate' }),
    ],
  });
  expect(tellFacts(call, ottawa, clock('12:00'))).toEqual({
    revision: 9,
    stage: 'ended',
    eligible: true,
    reason: null,
    priorityCode: '3',
    callTypeCode: 'THEFT',
    division: 'West',
    receivedAt: '2026-01-15T15:00:00.000Z',
    stoppedBecause: 'the family asked',
    texts: [
      {
        kind: 'acknowledgement',
        ordinal: 1,
        outcome: 'sent',
        reason: null,
        decidedAt: '2026-01-15T15:05:00.007Z',
      },
      {
        kind: 'delayNotice',
        ordinal: 1,
        outcome: 'sent',
        reason: null,
        decidedAt: '2026-01-15T15:30:00.000Z',
      },
      {
        kind: 'delayNotice',
        ordinal: 2,
        outcome: 'notSent',
        reason: 'tooLate',
        decidedAt: '2026-01-15T16:30:00.000Z',
      },
    ],
    due: [
      { kind: 'closureNotice', ordinal: 1, dueAt: '2026-01-15T20:00:00.000Z' },
      { kind: 'survey', ordinal: 1, dueAt: '2026-01-16T16:10:00.000Z' },
    ],
    endsAt: '2026-01-15T16:10:00.000Z',
  });
});

test('of a call that is not followed it is told why, and that nothing is due', () => {
  const told = tellFacts(aCall('updated 10:00 type FRAUD'), ottawa, clock('10:01'));
  expect(told).toMatchObject({
    stage: 'notFollowed',
    eligible: false,
    reason: 'notReceivedYet',
    receivedAt: null,
    due: [],
  });
});

test('what is told survives JSON, and holds nothing of the phone', () => {
  const call = aCall('received 10:00 phone number-of-somebody', {
    texts: [aText('acknowledgement', '10:05', { numberId: 'number-of-somebody' })],
  });
  const told = tellFacts(call, ottawa, clock('10:06'));
  expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  expect(JSON.stringify(told)).not.toContain('number-of-somebody');
});
