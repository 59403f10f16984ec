import { WORDED_TEXTS } from '../../messages/agency-texts';
import type { WordedText } from '../../messages/agency-texts';
import { renderText } from '../../messages/render';
import { agencies } from '../support/agencies';

/** What no text to a resident says: a promise, an outcome, a rank, an offence, a place, a person, pressure. */
const NEVER: Record<string, RegExp> = {
  en: /(?<!\p{L})(officers?|unit|arriv\p{L}*|coming|on (the|their) way|when|soon|minutes?|hours?|eta|resolved|solved|low|priority|theft|stolen|robbery|assault|fraud|crime|offence|victim|suspect|street|address|mr|mrs|dear|immediately|act now|verify|click)(?!\p{L})/iu,
  fr: /(?<!\p{L})(agents?|policiers?|patrouille|arriv\p{L}*|viendr\p{L}*|en route|quand|bient.t|minutes?|heures?|r[ée]gl[ée]e?|r[ée]solu\p{L}*|faible|priorit[ée]\p{L}*|vol|fraude|agression|crime|infraction|victime|suspect|rue|adresse|madame|monsieur|imm[ée]diatement|cliquez)(?!\p{L})/iu,
  es: /(?<!\p{L})(agentes?|oficiales|patrulla|lleg\p{L}*|vendr\p{L}*|en camino|cu[aá]ndo|pronto|minutos?|horas?|resuelt\p{L}*|baja|prioridad|robo|hurto|fraude|asalto|delito|v[ií]ctima|sospechoso|calle|direcci[oó]n|se[nñ]or\p{L}*|inmediatamente)(?!\p{L})/iu,
};

const CALL_NUMBER: Record<string, RegExp> = {
  en: /\bcall number\b/,
  fr: /numéro d'appel/,
  es: /folio de llamada/,
};
const EMERGENCY: Record<string, RegExp> = {
  en: /Emergency:? 9-1-1/,
  fr: /Urgence( :)? 9-1-1/,
  es: /Emergencia:? 9-1-1/,
};
const STOP: Record<string, RegExp> = { en: /\bSTOP\b/, fr: /\bARRET\b/, es: /\bSTOP\b/ };
const NEVER_ASKED: Record<string, RegExp> = {
  en: /We (never ask for personal|ask for no) details/,
  fr: /(Jamais de|Aucun) détail (personnel )?demandé/,
  es: /Nunca pedimos datos/,
};
const LAST: Record<string, RegExp> = { en: /last delay notice/i, fr: /dernier avis/i, es: /aviso final/i };

const spoken = agencies.flatMap(({ policy, texts }) =>
  Object.values(texts).map((words) => ({ agency: policy.agency, language: words.language, words })),
);

describe.each(spoken)('$agency in $language', ({ language, words }) => {
  const wordings = (worded: WordedText) => words.texts[worded];
  const all = WORDED_TEXTS.flatMap(wordings);
  const numbered = all.filter((said) => said.includes('{callNumber}'));

  test('no text promises, ranks, names a place, a person or an offence, or presses', () => {
    expect(Object.keys(NEVER)).toContain(language);
    expect(all.filter((said) => NEVER[language]?.test(said))).toEqual([]);
  });

  test('every text names its sender first', () => {
    expect(all.filter((said) => !said.startsWith(words.agencyName))).toEqual([]);
  });

  test('every call number is called one', () => {
    expect(numbered.filter((said) => !CALL_NUMBER[language]?.test(said))).toEqual([]);
  });

  test('every text says how to end the texts', () => {
    expect(all.filter((said) => !STOP[language]?.test(said))).toEqual([]);
  });

  test('every text but the tightest surveys says that 9-1-1 is for emergencies', () => {
    const silent = all.filter((said) => !EMERGENCY[language]?.test(said));
    expect(silent).toEqual(wordings('survey').slice(-2));
  });

  test('the first text says that we never ask for personal details, and has no link', () => {
    for (const said of wordings('acknowledgement')) expect(said).toMatch(NEVER_ASKED[language] as RegExp);
    expect(wordings('acknowledgement').join()).not.toMatch(/http|www|\.ca|\.org|\.com/);
  });

  test('the last delay notice says that it is the last, the others do not', () => {
    for (const said of wordings('lastDelayNotice')) expect(said).toMatch(LAST[language] as RegExp);
    expect(wordings('delayNotice').join()).not.toMatch(LAST[language] as RegExp);
  });

  test('nobody has reviewed the words yet, and the file says so', () => {
    expect(words.reviewed).toEqual({ by: null, on: null });
  });
});

describe.each(agencies)('the first text of $policy.agency to a call number of 14', ({ policy, texts }) => {
  test.each([...policy.languages, null])('says everything it has to, to a caller of %s', (language) => {
    const { body } = renderText(texts, policy.languages, {
      kind: 'acknowledgement',
      last: false,
      endedBy: 'closed',
      callNumber: '26-12345678901',
      language,
      link: null,
    });
    const parts = language ? { [language]: body } : texts;
    for (const spokenHere of Object.keys(parts)) {
      expect(body).toMatch(NEVER_ASKED[spokenHere] as RegExp);
      expect(body).toMatch(EMERGENCY[spokenHere] as RegExp);
      expect(body).toMatch(STOP[spokenHere] as RegExp);
      expect(body).toMatch(/personal|personnel/);
    }
  });
});
