import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { countSegments } from '../../../simulators/carrier/segments';

describe('counting segments', () => {
  test.each([
    ['one segment of GSM-7', 'a'.repeat(160), 1],
    ['one character more', 'a'.repeat(161), 2],
    ['two full parts', 'a'.repeat(306), 2],
    ['three parts', 'a'.repeat(307), 3],
    ['French in GSM-7', 'é'.repeat(160), 1],
    ['one letter outside GSM-7', `ç${'a'.repeat(69)}`, 1],
    ['one letter outside GSM-7 in a longer text', `ç${'a'.repeat(70)}`, 2],
    ['a euro sign takes two places', `€${'a'.repeat(158)}`, 1],
    ['and pushes a full text over the edge', `€${'a'.repeat(159)}`, 2],
    ['an escape is not parted from its character', 'a'.repeat(152) + '€' + 'a'.repeat(152), 3],
    ['an emoji is not cut in half', `${'ç'.repeat(66)}😀${'ç'.repeat(66)}`, 3],
    ['nothing at all', '', 1],
  ])('%s', (_, body, segments) => {
    expect(countSegments(body)).toBe(segments);
  });

  it('agrees with an independent calculator on GSM-7', () => {
    const gsm7 = fc.constantFrom(...'abc é è à ù Ñ € [ ] ~ ^ \\ | { } @ £ ¤ 0 9 \n'.split(' ').join(''));
    fc.assert(
      fc.property(fc.array(gsm7, { minLength: 1, maxLength: 500 }), (characters) => {
        const body = characters.join('');
        expect(countSegments(body)).toBe(new SegmentedMessage(body, 'auto').segmentsCount);
      }),
    );
  });

  it('agrees with an independent calculator on any plain Unicode', () => {
    const letter = fc.constantFrom(...'çêœÀ—“”абв漢字😀🚓a1 ');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 300 }), (characters) => {
        const body = characters.join('');
        expect(countSegments(body)).toBe(new SegmentedMessage(body, 'auto').segmentsCount);
      }),
    );
  });
});
