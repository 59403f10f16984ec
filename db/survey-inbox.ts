import type { CoarseFacts } from '../domain/coarse-facts';
import type { Queryable } from './pool';

/** Answers by question id. */
export type SurveyAnswers = Record<string, string>;

/** Answers as they wait to be shuffled: without call, number or time. */
export type InboxEntry = { quarter: string; facts: CoarseFacts; answers: SurveyAnswers };

export async function putInInbox(db: Queryable, { quarter, facts, answers }: InboxEntry): Promise<void> {
  await db.query('insert into survey_inbox (quarter, facts, answers) values ($1, $2, $3)', [
    quarter,
    facts,
    answers,
  ]);
}

/** Empties one quarter's inbox, in no order. */
export async function takeFromInbox(db: Queryable, quarter: string): Promise<InboxEntry[]> {
  const { rows } = await db.query<InboxEntry>(
    'delete from survey_inbox where quarter = $1 returning quarter, facts, answers',
    [quarter],
  );
  return rows;
}

export async function countInbox(db: Queryable): Promise<{ quarter: string; entries: number }[]> {
  const { rows } = await db.query<{ quarter: string; entries: number }>(
    'select quarter, count(*)::int as entries from survey_inbox group by quarter',
  );
  return rows;
}
