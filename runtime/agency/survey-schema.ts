import { z } from 'zod';
import type { Survey } from '../../messages/survey';
import type { RuleProblem } from './file-problem';
import { checkRepeats } from './repeats';
import { needs } from './say-issue';
import { reviewed, words } from './texts-schema';

const MOST_QUESTIONS = 7;

/** Words in each of the agency's languages, no fewer and no more. */
function surveyShape(languages: [string, ...string[]]) {
  const byLanguage = z.record(z.enum(languages), words);
  const question = z.strictObject({
    id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/, { error: needs('letters and digits only') }),
    onlyIfAttended: z.boolean().default(false),
    label: byLanguage,
    hint: byLanguage.nullable().default(null),
  });
  const option = z.strictObject({ value: z.string().min(1), label: byLanguage });
  return z.strictObject({
    reviewed,
    questions: z
      .array(
        z.discriminatedUnion('kind', [
          question.extend({ kind: z.literal('rating') }),
          question.extend({ kind: z.literal('comment') }),
          question.extend({ kind: z.literal('choice'), options: z.array(option).min(2) }),
        ]),
      )
      .min(1),
  });
}

/** The shape of `survey.yaml` for an agency of these languages. */
export function surveySchema(languages: string[]): z.ZodType<Survey> {
  const [first = 'en', ...others] = languages;
  return surveyShape([first, ...others]);
}

export function checkSurvey({ questions }: Survey): RuleProblem[] {
  const asked = questions.filter(({ kind }) => kind !== 'comment').length;
  const comments = questions.length - asked;
  return [
    ...checkRepeats(
      questions.map(({ id }) => id),
      ['questions'],
    ),
    ...questions.flatMap((question, index) =>
      question.kind === 'choice'
        ? checkRepeats(
            question.options.map(({ value }) => value),
            ['questions', index, 'options'],
          )
        : [],
    ),
    ...(asked > MOST_QUESTIONS
      ? [
          {
            path: ['questions'],
            message: `needs at most ${MOST_QUESTIONS} beside the comment; there are ${asked}`,
          },
        ]
      : []),
    ...(comments > 1 ? [{ path: ['questions'], message: 'needs at most one comment' }] : []),
  ];
}
