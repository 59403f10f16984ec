import fc from 'fast-check';
import { readPhone } from '../../sms/phone-number';

const options = { defaultCountry: 'CA', ownNumbers: ['+13438036032'] };

describe('one number, however it is written', () => {
  test.each([
    '613-555-0123',
    '(613) 555-0123',
    '613.555.0123',
    '6135550123',
    ' 613 555 0123 ',
    '1-613-555-0123',
    '+16135550123',
    '+1 (613) 555–0123',
    '011 1 613 555 0123',
    'tel:+1-613-555-0123',
    'tel:613-555-0123;phone-context=+1',
    'sip:+16135550123@10.0.0.1',
    'Home: 613-555-0123',
    '613-555-0123 (cell)',
    '613-555-0123\n',
    '６１３５５５０１２３',
  ])('%j is +16135550123, an ordinary Canadian number', (written) => {
    expect(readPhone(written, options)).toEqual({
      e164: '+16135550123',
      identity: '+16135550123',
      country: 'CA',
      kind: 'ordinary',
    });
  });

  test('every number kept for examples, 613-555-0100 to 0199, is ordinary', () => {
    for (let last = 100; last < 200; last += 1) {
      expect(readPhone(`613-555-0${last}`, options)).toMatchObject({ kind: 'ordinary', country: 'CA' });
    }
  });
});

describe('numbers that are not texted', () => {
  test.each([
    ['613-555-0123 ext 5', 'extension', '+16135550123'],
    ['613-555-0123x5', 'extension', '+16135550123'],
    ['613-555-0123 poste 12', 'extension', '+16135550123'],
    ['tel:+16135550123;ext=5', 'extension', '+16135550123'],
    ['1-800-555-0199', 'tollFree', '+18005550199'],
    ['833 555 0123', 'tollFree', '+18335550123'],
    ['900-555-0123', 'premium', '+19005550123'],
    ['343-803-6032', 'agencyOwn', '+13438036032'],
    ['911', 'pseudo911', null],
    ['911-555-0123', 'pseudo911', null],
    ['+19111234567', 'pseudo911', null],
    ['613-911-0123', 'pseudo911', '+16139110123'],
    ['613 511 0123', 'pseudo911', '+16135110123'],
    ['000-000-0000', 'invalid', null],
    ['555-0123', 'invalid', null],
    ['613-555-012', 'invalid', null],
    ['613-555-01234', 'invalid', null],
    ['0016135550123', 'invalid', null],
    ['613-555-0123 or 613-555-0124', 'invalid', null],
    ['613-555-0123 / 613-555-0124', 'invalid', null],
    ['12 Main St, 613-555-0123', 'invalid', null],
    ['REDACTED', 'invalid', null],
    ['n/a', 'invalid', null],
    ['', 'invalid', null],
    ['+', 'invalid', null],
  ])('%j is %s', (written, kind, e164) => {
    expect(readPhone(written, options)).toMatchObject({ kind, e164 });
  });

  test.each([
    ['212-555-0123', 'US'],
    ['876-555-0123', 'JM'],
    ['+33 6 12 34 56 78', 'FR'],
  ])('%j is of another country, %s, which the policy judges', (written, country) => {
    expect(readPhone(written, options)).toMatchObject({ country, kind: 'ordinary' });
  });
});

describe('identity', () => {
  test.each([
    ['REDACTED', ' redacted '],
    ['555-0123', '555 0123'],
    ['911-555-0123', '+1 (911) 555-0123'],
    ['unknown caller', 'Unknown  Caller'],
    ['613-555-0123 x5', '6135550123'],
  ])('%j and %j are one number', (one, other) => {
    expect(readPhone(one, options).identity).toBe(readPhone(other, options).identity);
  });

  test('another country reads a national number as its own', () => {
    expect(readPhone('020 7946 0123', { ...options, defaultCountry: 'GB' })).toMatchObject({
      identity: '+442079460123',
      country: 'GB',
    });
  });
});

test('whatever is written is read without an error, and what is texted is valid', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d +()x;=.-]{0,30}$/)),
      (written) => {
        const { e164, kind } = readPhone(written, options);
        if (kind === 'ordinary') expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
      },
    ),
  );
});
