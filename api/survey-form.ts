import type { Question } from '../messages/survey';
import { LONGEST_COMMENT } from './pages/survey-page';

const RATINGS = ['1', '2', '3', '4', '5'];

/**
 * Answers by question id, of the questions asked and the choices offered only: what was left out, or never offered,
 * is no answer.
 */
export function readAnswers(
  questions: readonly Question[],
  form: Record<string, unknown>,
): Record<string, string> {
  const answers = questions.map(
    (question) => [question.id, readAnswer(question, form[question.id])] as const,
  );
  return Object.fromEntries(answers.filter(([, answer]) => answer !== ''));
}

function readAnswer(question: Question, sent: unknown): string {
  const answer = typeof sent === 'string' ? sent : '';
  if (question.kind === 'comment') return readComment(answer);
  const offered = question.kind === 'choice' ? question.options.map(({ value }) => value) : RATINGS;
  return offered.includes(answer) ? answer : '';
}

/** Line breaks stay; signs that no keyboard makes, and half characters, go. */
function readComment(written: string): string {
  return written
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .slice(0, LONGEST_COMMENT)
    .replace(/\p{Cs}$/u, '')
    .trim();
}
