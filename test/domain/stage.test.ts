import type { CallRecord } from '../../domain/call-record';
import type { Reason } from '../../domain/reasons';
import { followUpEndsAt, stageOf } from '../../domain/stage';
import type { Stage } from '../../domain/stage';
import { aCall, aText, clock, onClock, ottawa } from './builders';

const ack = aText('acknowledgement', '10:05');
const sent = { texts: [ack] };
const refused = { outcome: 'notSent', reason: 'hangUp' } as const;
const surveyRefused = (reason: Reason) => ({
  texts: [ack, aText('survey', '+1d 11:00', { outcome: 'notSent', reason })],
});
const surveyed = { texts: [ack, aText('survey', '+1d 11:00')] };

describe('the stage of a call is the first that fits (contract)', () => {
  test.each<[string, Partial<CallRecord>, string, Stage]>([
    ['received 10:00 type PATROL', {}, '10:01', 'notFollowed'],
    ['received 10:00 type PATROL, closed 11:00', {}, '+30d 10:00', 'notFollowed'],
    ['received 10:00', {}, '10:01', 'held'],
    ['received 10:00, dispatched 10:01', {}, '10:02', 'held'],
    ['received 10:00, updated 10:01 type PATROL', {}, '10:02', 'held'],
    ['received 10:00', { texts: [{ ...ack, outcome: 'pending' }] }, '10:05', 'waiting'],
    ['received 10:00', { texts: [{ ...ack, ...refused }], acknowledgementDueAnew: true }, '10:20', 'held'],
    ['received 10:00', { texts: [{ ...ack, ...refused }] }, '10:20', 'waiting'],
    ['received 10:00', sent, '10:06', 'waiting'],
    ['received 10:00, dispatched 10:05', sent, '10:06', 'assigned'],
    ['received 10:00, arrived 10:05', sent, '10:06', 'assigned'],
    ['received 10:00, dispatched 10:05, released 10:06', sent, '10:07', 'waiting'],
    ['received 10:00, closed 10:01', {}, '10:02', 'ended'],
    ['received 10:00, closed 11:00', sent, '11:01', 'ended'],
    ['received 10:00, cancelled 11:00', sent, '11:01', 'ended'],
    ['received 10:00, merged 11:00', sent, '11:01', 'ended'],
    ['received 10:00, closed 11:00, reopened 11:30', sent, '11:31', 'waiting'],
    ['received 10:00, dispatched 10:30, closed 11:00', sent, '11:01', 'ended'],
  ])('%s, %#: %s', (told, changes, now, stage) => {
    expect(stageOf(aCall(told, changes), ottawa, clock(now))).toBe(stage);
  });
});

describe('a follow-up ends when no text can come due without a further event (story 15)', () => {
  test.each<[string, Partial<CallRecord>, string, boolean]>([
    ['received 10:00, closed 11:00', sent, '+30d 10:00', false],
    ['received 10:00, closed 11:00', surveyed, '+1d 11:00', true],
    [
      'received 10:00, closed 11:00',
      { texts: [ack, aText('survey', '+1d 11:00', refused)] },
      '+1d 11:00',
      true,
    ],
    [
      'received 10:00, closed 11:00',
      { texts: [ack, aText('survey', '+1d 11:00', { outcome: 'pending' })] },
      '+9d 11:00',
      false,
    ],
    ['received 10:00, closed 11:00 known +1d 11:00:00.001', sent, '+1d 11:00:00.001', true],
    ['received 10:00, cancelled 11:00', sent, '+7d 10:59:59.999', false],
    ['received 10:00, cancelled 11:00', sent, '+7d 11:00', true],
    ['received 10:00, merged 11:00 known 11:10', sent, '+7d 11:09:59.999', false],
    ['received 10:00, merged 11:00 known 11:10', sent, '+7d 11:10', true],
    ['received 10:00, arrived 10:30', sent, '+7d 10:29:59.999', false],
    ['received 10:00, arrived 10:30', sent, '+7d 10:30', true],
    // A notice that is still to be looked at keeps it going.
    ['received 10:00', sent, '+9d 10:00', false],
    ['received 10:00, closed 11:00, reopened +1d 12:00', surveyed, '+1d 12:00', true],
    ['received 10:00, closed 11:00, reopened +1d 12:00', surveyRefused('carrierRefused'), '+1d 12:00', true],
    [
      'received 10:00, closed 11:00, reopened +1d 12:00',
      surveyRefused('otherCall'),
      '+8d 11:59:59.999',
      false,
    ],
    ['received 10:00, closed 11:00, reopened +1d 12:00', surveyRefused('otherCall'), '+8d 12:00', true],
    ['received 10:00, closed 11:00, updated +1d 12:00 language fr', surveyed, '+1d 12:00', true],
  ])('%s, %#: at %s finished', (told, changes, now, finished) => {
    expect(stageOf(aCall(told, changes), ottawa, clock(now)) === 'finished').toBe(finished);
  });

  test.each([
    ['received 10:00, closed 11:00', '11:00'],
    ['received 10:00, closed 11:00 known 12:00', '12:00'],
    ['received 10:00, closed 11:00, updated 13:00 language fr', '13:00'],
    ['received 10:00', '+7d 10:00'],
    ['received 10:00, cancelled 11:00', '+7d 11:00'],
    ['received 10:00, closed 11:00, reopened 12:00', '+7d 12:00'],
  ])('%s, with nothing due: %s', (told, ends) => {
    expect(onClock(followUpEndsAt(aCall(told), ottawa))).toBe(ends);
  });
});
