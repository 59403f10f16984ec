import { coarseFacts, coarsened, FEWEST_INVITED, quarterOf } from '../domain/coarse-facts';
import type { CoarseFacts } from '../domain/coarse-facts';
import type { CallFacts } from '../domain/call-facts';
import { inTransaction } from './pool';
import type { Queryable } from './pool';
import type { Store } from './store';
import { countInbox, takeFromInbox } from './survey-inbox';

/**
 * Moves the inbox into the answers, shuffled and under random keys: a quarter's entries once they are at least 20, or
 * all of them when the quarter is over. Gives how many were moved.
 */
export async function collectAnswers(store: Store): Promise<number> {
  const current = quarterOf(store.clock.now());
  const waiting = await countInbox(store.db);
  const full = waiting.filter(({ quarter, entries }) => entries >= FEWEST_INVITED || quarter !== current);
  let moved = 0;
  for (const { quarter } of full) moved += await collectQuarter(store, quarter);
  return moved;
}

async function collectQuarter(store: Store, quarter: string): Promise<number> {
  return inTransaction(store.db, async (tx) => {
    const invited = await listInvited(tx, store, quarter);
    const entries = await takeFromInbox(tx, quarter);
    const answers = entries.map((entry) => ({
      facts: coarsened(entry.facts, invited),
      answers: entry.answers,
    }));
    await tx.query(
      `insert into survey_answers (quarter, facts, answers)
       select $1, entry -> 'facts', entry -> 'answers' from jsonb_array_elements($2::jsonb) as entry
       order by gen_random_uuid()`,
      [quarter, JSON.stringify(answers)],
    );
    return entries.length;
  });
}

/** The coarse facts of every call that was sent an invitation in a quarter. */
async function listInvited(db: Queryable, store: Store, quarter: string): Promise<CoarseFacts[]> {
  const { policy } = await store.policyInForce(db);
  const { rows } = await db.query<{ facts: CallFacts; language: string | null; decided_at: Date }>(
    `select facts, language, decided_at from text_messages join calls using (call_number)
     where kind = 'survey' and outcome = 'sent'`,
  );
  return rows
    .filter((row) => quarterOf(row.decided_at.getTime()) === quarter)
    .map((row) => coarseFacts(row.facts, policy, row.language));
}
