import fc from 'fast-check';
import { knownEvent, type Arrival } from './arrivals';
import { fold } from './fold';
import { at, event, ottawa, received } from './hand-made';

const call = '26-100';
const factsOf = (arrivals: Arrival[]) =>
  fold(arrivals.map((arrival, index) => knownEvent(ottawa, {}, arrival, index + 1)));
const begun = received(call, '10:00');

test('the latest statement counts, whatever came last', () => {
  const late = event(call, '10:05', 'updated', { priorityCode: '4', known: '10:20' });
  const latest = event(call, '10:10', 'updated', { priorityCode: '3' });
  expect(factsOf([begun, latest, late]).priority).toBe('3');
});

test('released and dispatched of an ended call change nothing, arrived still attends', () => {
  const ended = [begun, event(call, '10:05', 'closed')];
  expect(factsOf([...ended, event(call, '10:06', 'dispatched')])).toMatchObject({ assigned: false });
  expect(factsOf([...ended, event(call, '10:06', 'arrived')])).toMatchObject({ attended: true });
});

test('reopened undoes closed and cancelled and leaves the call waiting', () => {
  const course = [
    begun,
    event(call, '10:02', 'dispatched'),
    event(call, '10:05', 'closed', { dispositionCode: 'GONE' }),
  ];
  const facts = factsOf([...course, event(call, '10:06', 'cancelled'), event(call, '10:10', 'reopened')]);
  expect(facts).toMatchObject({ ends: [], closed: undefined, cancelled: false, assigned: false });
  expect(facts.disposition).toBeUndefined();
  expect(facts.waitsSince?.type).toBe('reopened');
});

test('reopened of a call not ended, or merged, changes nothing', () => {
  const reopened = event(call, '10:10', 'reopened');
  expect(factsOf([begun, reopened]).waitsSince).toBeUndefined();
  expect(factsOf([begun, event(call, '10:05', 'merged'), reopened]).ends).toHaveLength(1);
});

test('closed at the first close since the reopening, with the latest disposition that was stated', () => {
  const closes = [
    event(call, '10:05', 'closed', { dispositionCode: 'REPORT' }),
    event(call, '10:10', 'reopened'),
    event(call, '10:20', 'closed', { dispositionCode: 'ADVISED' }),
    event(call, '10:30', 'closed'),
  ];
  const facts = factsOf([begun, ...closes]);
  expect(facts.closed?.occurredAt).toBe(at('10:20'));
  expect(facts.disposition).toBe('ADVISED');
});

test('the order of arrival never changes the facts but the first accepted callTakingEnded', () => {
  const course = [
    begun,
    event(call, '10:02', 'callTakingEnded'),
    event(call, '10:03', 'dispatched'),
    event(call, '10:04', 'released'),
    event(call, '10:04', 'closed', { dispositionCode: 'REPORT' }),
    event(call, '10:04', 'reopened'),
    event(call, '10:08', 'updated', { priorityCode: '4', flags: ['hangUp'] }),
  ];
  const bare = (arrivals: Arrival[]) =>
    JSON.stringify(factsOf(arrivals), (key, value: unknown) => (key === 'seq' ? 0 : value));
  fc.assert(
    fc.property(fc.shuffledSubarray(course, { minLength: course.length }), (shuffled) => {
      expect(bare(shuffled)).toBe(bare(course));
    }),
  );
});
