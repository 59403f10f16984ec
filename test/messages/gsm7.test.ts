import { countSeptets, outsideGsm7 } from '../../messages/gsm7';

describe('letters of GSM-7', () => {
  test.each(['é', 'è', 'à', 'ù', 'ñ', 'ü', 'Ç', 'É', '¿', '¡', '\n', '@', 'Ω'])(
    '%j is one septet',
    (letter) => {
      expect(outsideGsm7(letter)).toEqual([]);
      expect(countSeptets(letter)).toBe(1);
    },
  );

  test.each(['^', '{', '}', '\\', '[', '~', ']', '|', '€'])('%j is two septets', (letter) => {
    expect(countSeptets(letter)).toBe(2);
  });

  test.each(['ç', 'ê', 'ô', 'î', 'À', 'á', 'í', 'ó', 'ú', '’', '«', '–', '\u00a0', '🚓'])(
    '%j is none of them',
    (letter) => {
      expect(outsideGsm7(`ab${letter}c${letter}`)).toEqual([letter]);
      expect(() => countSeptets(letter)).toThrow(RangeError);
    },
  );

  test('an accent put on a letter is not the letter with an accent', () => {
    expect(outsideGsm7('e\u0301')).toEqual(['\u0301']);
  });
});
