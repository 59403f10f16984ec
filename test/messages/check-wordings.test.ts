import type { AgencyTexts, WordedText, Wordings } from '../../messages/agency-texts';
import { checkWordings } from '../../messages/check-wordings';

const FINE: AgencyTexts['texts'] = {
  acknowledgement: ['We have call {callNumber}.'],
  delayNotice: ['Call {callNumber} is late.'],
  lastDelayNotice: ['Call {callNumber} is late for the last time.'],
  closedNotice: ['Call {callNumber} is closed.'],
  mergedNotice: ['Call {callNumber} is joined.'],
  survey: ['How was call {callNumber}?', 'How was it?'],
};

function problems(worded: WordedText, wordings: Wordings): string[] {
  return checkWordings({ ...FINE, [worded]: wordings }).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

describe('checkWordings', () => {
  test('has nothing to say of words that can be sent', () => {
    expect(checkWordings(FINE)).toEqual([]);
  });

  test.each<[string, WordedText, Wordings, string]>([
    [
      'a letter outside GSM-7',
      'acknowledgement',
      ['Appel {callNumber} reçu'],
      "texts.acknowledgement.0: 'ç' is not a letter of GSM-7; choose a word that needs none",
    ],
    [
      'a placeholder nobody fills',
      'delayNotice',
      ['Call {callNumber} of {name}'],
      'texts.delayNotice.0: {name} is not known; only {callNumber} may stand in a text',
    ],
    [
      'a bracket left open',
      'delayNotice',
      ['Call {callNumber} {late'],
      'texts.delayNotice.0: {late is not known; only {callNumber} may stand in a text',
    ],
    ['no call number', 'closedNotice', ['It is closed'], 'texts.closedNotice.0: needs {callNumber}'],
    ['a survey whose fullest wording has none', 'survey', ['How?'], 'texts.survey.0: needs {callNumber}'],
    [
      'a link in the words',
      'survey',
      ['{callNumber}: https://a.example'],
      'texts.survey.0: needs to be without a link; the link is put after the words',
    ],
    [
      'a blank at the end',
      'mergedNotice',
      ['Call {callNumber} is joined. '],
      'texts.mergedNotice.0: needs to be without blanks at its ends',
    ],
    [
      'the shorter wording first',
      'delayNotice',
      ['{callNumber} late', 'Call {callNumber} is late'],
      'texts.delayNotice: needs the fullest wording first, each next one shorter',
    ],
    [
      'a wording that can never be sent',
      'delayNotice',
      [`{callNumber}${'w'.repeat(136)}`, '{callNumber}'],
      'texts.delayNotice: a wording of 137 characters is over 136',
    ],
    [
      'a last wording one character too long for the longest call number',
      'delayNotice',
      [`{callNumber}${'w'.repeat(95)}`],
      'texts.delayNotice.0: the last wording is too long by 1 for 136 characters, with a call number of 40 and the blank line between languages',
    ],
    [
      'a last survey that leaves no room for the longest link',
      'survey',
      ['w'.repeat(72).concat('{callNumber}'), 'w'.repeat(72)],
      'texts.survey.1: the last wording is too long by 1 for 136 characters, with a call number of 40 and the longest link, 64',
    ],
  ])('%s', (_why, worded, wordings, problem) => {
    expect(problems(worded, wordings)).toEqual([problem]);
  });

  test('an escaped letter counts twice', () => {
    expect(problems('delayNotice', [`{callNumber}${'w'.repeat(92)}€`])).toEqual([]);
    expect(problems('delayNotice', [`{callNumber}${'w'.repeat(93)}€`])).toHaveLength(1);
  });
});
