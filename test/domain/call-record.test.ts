import { acknowledgementOf, phoneChanged, textsOf } from '../../domain/call-record';
import type { TextRecord } from '../../domain/text-message';
import { aCall, aText } from './builders';

const ack = aText('acknowledgement', '10:05');

test('texts of a kind come in the order of their ordinals', () => {
  const texts = [3, 1, 2].map((ordinal) => aText('delayNotice', '11:00', { ordinal }));
  const call = aCall('received 10:00', { texts: [ack, ...texts] });
  expect(textsOf(call, 'delayNotice').map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
  expect(textsOf(call, 'survey')).toEqual([]);
  expect(acknowledgementOf(call)).toEqual(ack);
  expect(acknowledgementOf(aCall('received 10:00'))).toBeNull();
});

test.each<[string, TextRecord[], boolean]>([
  ['received 10:00', [ack], false],
  ['received 10:00, updated 10:10 phone two', [ack], true],
  ['received 10:00, updated 10:10 phone two, updated 10:20 phone one', [ack], false],
  ['received 10:00, updated 09:50 phone two known 10:10', [ack], false],
  ['received 10:00', [], true],
  ['received 10:00', [{ ...ack, numberId: null }], true],
])('%s, %#: the phone is another than the acknowledgement’s: %#', (told, texts, changed) => {
  expect(phoneChanged(aCall(told, { texts }))).toBe(changed);
});
