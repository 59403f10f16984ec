import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAgency } from '../../runtime/agency';
import { springfield, testWrongFiles } from '../support/wrong-agency';

describe('texts that cannot be sent', () => {
  testWrongFiles('texts.es.yaml', [
    {
      why: 'a letter outside GSM-7 is named with its file and line',
      from: "- 'Springfield Police: folio de llamada {callNumber} recibido. Emergencia",
      to: "- 'Springfield Police: folio de llamada {callNumber} recibió. Emergencia",
      says: "texts.acknowledgement[0]: 'ó' is not a letter of GSM-7; choose a word that needs none",
    },
    {
      why: 'a reason without words',
      from: '\n  hangUp: La persona colgó.',
      to: '',
      at: 'reasons:',
      says: 'reasons.hangUp: is missing',
    },
    {
      why: 'a reason that there is not',
      from: '  hangUp: La persona colgó.',
      to: '  hangUp: La persona colgó.\n  hungUp: La persona colgó.',
      at: '  hungUp',
      says: 'reasons.hungUp: is not a rule we know; look at its spelling',
    },
    {
      why: 'a scale of four',
      from: '[Muy en desacuerdo, ',
      to: '[',
      at: '    ratings:',
      says: 'pages.survey.ratings: needs at least 5 entries',
    },
    {
      why: 'a page without a paragraph',
      from: 'paragraphs:\n      - Quizá la dirección esté mal escrita.',
      to: 'paragraphs: []',
      says: 'pages.notFound.paragraphs: needs at least 1 entry',
    },
    {
      why: 'a review on no day',
      from: 'by: null, on: null',
      to: 'by: M. Simpson, on: yesterday',
      says: 'reviewed.on: needs a day, as in 2026-01-15',
    },
  ]);

  test('an accent put on a letter is taken for the letter with the accent', () => {
    springfield.change(
      'texts.es.yaml',
      '¿Qué tal lo hicimos? Opcional',
      '¿Que\u0301 tal lo hicimos? Opcional',
    );
    expect(springfield.problems()).toEqual([]);
    expect(loadAgency(springfield.folder).texts['es']?.texts.survey[0]).toContain('¿Qu\u00e9 tal');
  });

  test('a language of the policy without its file', () => {
    rmSync(join(springfield.folder, 'texts.es.yaml'));
    expect(springfield.problems()).toEqual(['agencies/springfield/texts.es.yaml:1 file: is missing']);
  });

  test('a file of a language the policy does not have', () => {
    writeFileSync(join(springfield.folder, 'texts.fr.yaml'), '');
    expect(springfield.problems()).toEqual([
      'agencies/springfield/texts.fr.yaml:1 file: needs its language in languages of policy.yaml',
    ]);
  });
});

describe('a survey that cannot be asked', () => {
  testWrongFiles('survey.yaml', [
    {
      why: 'a question without words in one language',
      from: ', es: Recibí la ayuda que necesitaba.',
      to: '',
      at: '    label: { en: I got the help',
      says: 'questions[3].label.es: is missing',
    },
    {
      why: 'a question in a language nobody speaks here',
      from: 'es: Recibí la ayuda que necesitaba.',
      to: "es: Recibí la ayuda que necesitaba., fr: J'ai eu de l'aide.",
      says: 'questions[3].label.fr: is not a rule we know; look at its spelling',
    },
    {
      why: 'two questions of one id',
      from: 'id: gotHelp',
      to: 'id: officer',
      at: '- id: officer\n    kind: rating\n    label: { en: I got',
      says: "questions[3]: 'officer' stands there twice",
    },
    {
      why: 'two options of one value',
      from: 'value: call',
      to: 'value: text',
      at: 'value: text, label: { en: By a call',
      says: "questions[4].options[1]: 'text' stands there twice",
    },
    {
      why: 'a kind of question that there is not',
      from: 'kind: comment',
      to: 'kind: essay',
      says: 'questions[6].kind: needs to be one of rating, comment, choice',
    },
    {
      why: 'a second comment',
      from: '  - id: overall\n    kind: rating',
      to: '  - id: overall\n    kind: comment',
      at: 'questions:',
      says: 'questions: needs at most one comment',
    },
    {
      why: 'an eighth question',
      from: 'questions:\n',
      to: `questions:\n${['a', 'b'].map((id) => `  - { id: ${id}, kind: rating, label: { en: A, es: B } }\n`).join('')}`,
      at: 'questions:',
      says: 'questions: needs at most 7 beside the comment; there are 8',
    },
  ]);
});
