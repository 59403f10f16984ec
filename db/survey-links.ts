import type { Instant } from '../domain/instant';
import { coarseFacts, quarterOf } from '../domain/coarse-facts';
import type { CoarseFacts } from '../domain/coarse-facts';
import { findCall } from './calls';
import { inTransaction } from './pool';
import type { Queryable } from './pool';
import type { Store } from './store';
import { putInInbox } from './survey-inbox';
import type { SurveyAnswers } from './survey-inbox';
import { listTextRows } from './text-messages';
import { hashToken } from './token-hash';

export type SurveyLink = {
  state: 'open' | 'spent' | 'expired';
  /** Only then the officer is asked about. */
  attended: boolean;
};

export async function saveSurveyLink(
  db: Queryable,
  link: { tokenHash: Buffer; callNumber: string; expiresAt: Instant },
): Promise<void> {
  await db.query('insert into survey_links (token_hash, call_number, expires_at) values ($1, $2, $3)', [
    link.tokenHash,
    link.callNumber,
    new Date(link.expiresAt),
  ]);
}

/** Looks, and changes nothing; null where there never was such a link. */
export async function findSurveyLink(store: Store, token: string): Promise<SurveyLink | null> {
  const link = await readLink(store.db, token);
  if (!link) return null;
  const call = await findCall(store.db, link.call_number);
  return { state: stateOf(link, store.clock.now()), attended: call?.facts.attended ?? false };
}

/** Spends the link and puts the answers into the inbox, both or neither; the first of two equal posts wins. */
export async function spendSurveyLink(
  store: Store,
  token: string,
  answers: SurveyAnswers,
): Promise<'spent' | 'alreadySpent' | 'expired' | 'unknown'> {
  return inTransaction(store.db, async (tx) => {
    const link = await readLink(tx, token, 'for update');
    if (!link) return 'unknown';
    const now = store.clock.now();
    const state = stateOf(link, now);
    if (state !== 'open') return state === 'spent' ? 'alreadySpent' : 'expired';
    await tx.query('update survey_links set spent = true where token_hash = $1', [hashToken(token)]);
    const facts = await factsToKeep(tx, store, link.call_number);
    await putInInbox(tx, { quarter: quarterOf(now), facts, answers });
    return 'spent';
  });
}

async function factsToKeep(db: Queryable, store: Store, callNumber: string): Promise<CoarseFacts> {
  const call = await findCall(db, callNumber);
  const { policy } = await store.policyInForce(db);
  const invitation = (await listTextRows(db, callNumber)).find((row) => row.kind === 'survey');
  return call ? coarseFacts(call.facts, policy, invitation?.language ?? null) : {};
}

type LinkRow = { call_number: string; expires_at: Date; spent: boolean };

async function readLink(db: Queryable, token: string, lock: '' | 'for update' = ''): Promise<LinkRow | null> {
  const { rows } = await db.query<LinkRow>(
    `select call_number, expires_at, spent from survey_links where token_hash = $1 ${lock}`,
    [hashToken(token)],
  );
  return rows[0] ?? null;
}

function stateOf(link: LinkRow, now: Instant): SurveyLink['state'] {
  if (link.spent) return 'spent';
  return link.expires_at.getTime() <= now ? 'expired' : 'open';
}
