import * as fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { outsideGsm7 } from '../../messages/gsm7';
import { countSegments } from '../../messages/segments';

const ONE_SEPTET = 'aZ0 éèàùñ¿\n@£ΔÇ';
const TWO_SEPTETS = '^{}[]~|\\€\f';

describe('countSegments', () => {
  test.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    [`${'a'.repeat(159)}€`, 2],
    // An escaped letter at the seam moves on as a whole, and costs the segment before it one septet.
    [`${'a'.repeat(152)}€${'a'.repeat(151)}`, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
  ])('%#: as a carrier cuts it', (text, segments) => {
    expect(countSegments(text)).toBe(segments);
  });

  test('agrees with the counter a carrier publishes, for any text in GSM-7', () => {
    const letter = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ONE_SEPTET) },
      { weight: 1, arbitrary: fc.constantFrom(...TWO_SEPTETS) },
    );
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 700, size: 'max' }), (letters) => {
        const text = letters.join('');
        expect(countSegments(text)).toBe(new SegmentedMessage(text).segmentsCount);
      }),
      // To shrink a text of hundreds of letters takes minutes and tells nothing more.
      { numRuns: 400, endOnFailure: true },
    );
  });

  test('agrees with it about which letters are of GSM-7', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x2fff }), (code) => {
        const letter = String.fromCharCode(code);
        const known = new SegmentedMessage(letter).encodingName === 'GSM-7';
        expect(outsideGsm7(letter).length === 0).toBe(known);
      }),
      { numRuns: 3000 },
    );
  });

  test('a text outside GSM-7 is not counted, as it is never sent', () => {
    expect(() => countSegments('reçu')).toThrow(RangeError);
  });
});
