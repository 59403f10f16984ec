import type { VNode } from 'preact';
import type { SurveyPageWords } from '../../messages/agency-texts';
import type { ByLanguage, Question } from '../../messages/survey';
import { Page, Paragraphs, type PageFrame } from './page';

export const LONGEST_COMMENT = 1000;

/** The form as it is before anybody answered; without an `action` it posts to where it stands, link and language kept. */
export function SurveyPage({
  frame,
  questions,
}: {
  frame: PageFrame;
  questions: readonly Question[];
}): VNode {
  const words = frame.words.pages.survey;
  return (
    <Page frame={frame} heading={words.title} noIndex>
      <Paragraphs of={words.paragraphs} />
      <form method="post">
        {questions.map((question) => (
          <Asked key={question.id} question={question} words={words} language={frame.words.language} />
        ))}
        <p class="notice">{words.notice}</p>
        <button type="submit">{words.send}</button>
      </form>
    </Page>
  );
}

type AskedProps = { question: Question; words: SurveyPageWords; language: string };

function Asked({ question, words, language }: AskedProps): VNode {
  const inLanguage = (said: ByLanguage) => said[language] ?? '';
  const hint = question.hint ? { id: `${question.id}-hint`, text: inLanguage(question.hint) } : null;
  if (question.kind === 'comment')
    return <Comment id={question.id} label={inLanguage(question.label)} hint={hint} />;
  const choices =
    question.kind === 'choice'
      ? question.options.map(({ value, label }) => ({ value, label: inLanguage(label) }))
      : words.ratings.map((label, index) => ({ value: String(index + 1), label }));
  return (
    <fieldset aria-describedby={hint?.id}>
      <legend>{inLanguage(question.label)}</legend>
      <Hint hint={hint} />
      {[...choices, { value: '', label: words.noAnswer }].map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={question.id} value={value} checked={value === ''} /> {label}
        </label>
      ))}
    </fieldset>
  );
}

type HintText = { id: string; text: string } | null;

function Comment({ id, label, hint }: { id: string; label: string; hint: HintText }): VNode {
  return (
    <div class="comment">
      <label for={id}>{label}</label>
      <Hint hint={hint} />
      <textarea id={id} name={id} rows={4} maxlength={LONGEST_COMMENT} aria-describedby={hint?.id} />
    </div>
  );
}

function Hint({ hint }: { hint: HintText }): VNode | null {
  return hint && <p id={hint.id}>{hint.text}</p>;
}
