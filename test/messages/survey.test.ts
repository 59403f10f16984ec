import { questionsFor } from '../../messages/survey';
import { agencies } from '../support/agencies';

describe.each(agencies)('the survey of $policy.agency', ({ survey }) => {
  test('asks about the officer only where one came', () => {
    const asked = (attended: boolean) => questionsFor(survey, attended).map(({ id }) => id);
    expect(asked(true)).toContain('officer');
    expect(asked(false)).not.toContain('officer');
    expect(asked(true)).toEqual(survey.questions.map(({ id }) => id));
  });

  test('ends with a comment that warns against names', () => {
    const last = survey.questions.at(-1);
    expect(last).toMatchObject({ kind: 'comment' });
    expect(last?.hint?.['en']).toMatch(/no names/);
  });
});
