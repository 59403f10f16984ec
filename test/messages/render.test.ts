import * as fc from 'fast-check';
import type { AgencyTexts, Wordings } from '../../messages/agency-texts';
import { countSeptets } from '../../messages/gsm7';
import { LONGEST_LINK } from '../../messages/length-budget';
import { renderText } from '../../messages/render';
import type { TextRequest } from '../../messages/render';
import { agencies } from '../support/agencies';

const REQUEST: TextRequest = {
  kind: 'acknowledgement',
  last: false,
  endedBy: 'closed',
  callNumber: '26-123',
  language: null,
  link: null,
};

/** Two languages whose words say which text they are. */
function spoken(wordings: Partial<Record<string, Wordings>> = {}): Record<string, AgencyTexts> {
  const [example] = agencies;
  const base = example?.texts['en'] as AgencyTexts;
  const inLanguage = (language: string): AgencyTexts => ({
    ...base,
    language,
    texts: {
      acknowledgement: wordings[language] ?? [`${language} we have {callNumber}`],
      delayNotice: [`${language} late {callNumber}`],
      lastDelayNotice: [`${language} last {callNumber}`],
      closedNotice: [`${language} closed {callNumber}`],
      mergedNotice: [`${language} merged {callNumber}`],
      survey: [`${language} survey {callNumber}`],
    },
  });
  return { en: inLanguage('en'), fr: inLanguage('fr') };
}

const render = (request: Partial<TextRequest> = {}, texts = spoken()) =>
  renderText(texts, ['en', 'fr'], { ...REQUEST, ...request });

describe('the language of a text', () => {
  test.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-ca', 'fr'],
    ['en', 'en'],
    ['es', 'both'],
    [null, 'both'],
  ])('a caller of %s gets %s', (stated, language) => {
    expect(render({ language: stated }).language).toBe(language);
  });

  test('both languages stand one after the other, in the order of the policy', () => {
    expect(render().body).toBe('en we have 26-123\n\nfr we have 26-123');
  });

  test('an agency of one language never sends both', () => {
    expect(renderText(spoken(), ['en'], REQUEST).language).toBe('en');
  });
});

describe('the words of a text', () => {
  test.each<[Partial<TextRequest>, string]>([
    [{ kind: 'acknowledgement' }, 'en we have 26-123'],
    [{ kind: 'delayNotice' }, 'en late 26-123'],
    [{ kind: 'delayNotice', last: true }, 'en last 26-123'],
    [{ kind: 'closureNotice' }, 'en closed 26-123'],
    [{ kind: 'closureNotice', endedBy: 'merged' }, 'en merged 26-123'],
    [{ kind: 'survey' }, 'en survey 26-123'],
  ])('%j', (request, body) => {
    expect(render({ ...request, language: 'en' }).body).toBe(body);
  });

  test('a link ends the text, on a line of its own', () => {
    const { body } = render({ kind: 'survey', language: 'fr', link: 'https://a.example/s/x' });
    expect(body).toBe('fr survey 26-123\nhttps://a.example/s/x');
  });

  test('a link stands once where both languages do', () => {
    const { body } = render({ kind: 'survey', link: 'https://a.example/s/x' });
    expect(body).toBe('en survey 26-123\n\nfr survey 26-123\n\nhttps://a.example/s/x');
  });
});

describe('the length of a text', () => {
  const words = (length: number) => 'w'.repeat(length);

  test('the fullest wording is sent as long as it fits', () => {
    const texts = spoken({ en: [words(136), words(10)] });
    expect(render({ language: 'en' }, texts).body).toBe(words(136));
  });

  test('one character more and the next wording is sent', () => {
    const texts = spoken({ en: [words(137), words(10)] });
    expect(render({ language: 'en' }, texts).body).toBe(words(10));
  });

  test('of both languages the longer one is shortened first', () => {
    const texts = spoken({ en: [words(140), words(100)], fr: [words(139), words(90)] });
    expect(render({}, texts).body).toBe(`${words(100)}\n\n${words(139)}`);
  });

  test('no room at all is refused rather than sent too long', () => {
    expect(() => render({ language: 'en' }, spoken({ en: [words(137)] }))).toThrow(RangeError);
  });

  test('the segments are those of the whole text', () => {
    const texts = spoken({ en: [words(130)], fr: [words(130)] });
    expect(render({ language: 'en' }, texts).segments).toBe(1);
    expect(render({}, texts).segments).toBe(2);
  });
});

const callNumber = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const link = fc
  .integer({ min: 30, max: LONGEST_LINK })
  .map((length) => 'https://'.padEnd(length - 25, 'h').concat('/s/', 'x'.repeat(22)));
const request = fc.record({
  kind: fc.constantFrom('acknowledgement' as const, 'delayNotice' as const, 'closureNotice' as const),
  last: fc.boolean(),
  endedBy: fc.constantFrom('closed' as const, 'merged' as const),
  callNumber,
  language: fc.constantFrom('en', 'fr', 'es', 'zu', null),
  link: fc.constant(null),
});
const anyRequest = fc.oneof(
  request,
  fc.tuple(request, link).map(([asked, url]) => ({ ...asked, kind: 'survey' as const, link: url })),
);

describe.each(agencies)('the texts of $policy.agency', ({ policy, texts }) => {
  test('are never over 136 characters a language, whatever the call number, the language and the link', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const { body, language } = renderText(texts, policy.languages, asked);
        const languages = language === 'both' ? policy.languages.length : 1;
        expect(countSeptets(body)).toBeLessThanOrEqual(136 * languages);
        if (asked.kind !== 'survey') expect(body).toContain(asked.callNumber);
        if (asked.link !== null) expect(body.endsWith(`\n${asked.link}`)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
