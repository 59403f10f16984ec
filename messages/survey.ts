import type { Reviewed } from './agency-texts';

/** Words by language. */
export type ByLanguage = Record<string, string>;

type AnyQuestion = {
  /** Names the answer wherever it is stored; never changes its meaning. */
  id: string;
  /** Asked only when an officer was there. */
  onlyIfAttended: boolean;
  label: ByLanguage;
  hint: ByLanguage | null;
};

/** A rating is 1 to 5; a choice is the `value` of one option; a comment is free words. All may be left out. */
export type Question =
  | (AnyQuestion & { kind: 'rating' | 'comment' })
  | (AnyQuestion & { kind: 'choice'; options: { value: string; label: ByLanguage }[] });

/** The questions of an agency's survey, in the order asked: at most seven and one comment. */
export type Survey = { reviewed: Reviewed; questions: Question[] };

export function questionsFor(survey: Survey, attended: boolean): Question[] {
  return survey.questions.filter((question) => attended || !question.onlyIfAttended);
}
