import type { Instant } from '../domain/instant';
import type { NumberFacts, OtherCall } from '../domain/number-facts';
import type { CallFacts, Latches } from '../domain/call-facts';
import type { Policy } from '../domain/policy';
import type { Queryable } from './pool';
import type { Vault } from './vault';

/**
 * The row of a phone number, made when it is new. `identity` is E.164, or the writing of what is no number. Looked up
 * under every hash key, so that a change of keys loses no opt-out; made under the newest.
 */
export async function numberIdOf(db: Queryable, vault: Vault, identity: string): Promise<string> {
  const hashes = vault.hashes(identity);
  const newest = hashes[0];
  if (!newest) throw new Error('there is no hash key');
  const found = await findNumber(db, hashes);
  if (found) return found;
  await db.query('insert into numbers (hash_key_id, hash) values ($1, $2) on conflict do nothing', [
    newest.keyId,
    newest.hash,
  ]);
  const made = await findNumber(db, hashes);
  if (!made) throw new Error('a number could not be stored');
  return made;
}

async function findNumber(db: Queryable, hashes: { keyId: string; hash: Buffer }[]): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select id from numbers join unnest($1::text[], $2::bytea[]) as key (key_id, key_hash)
       on hash_key_id = key_id and hash = key_hash
     order by id limit 1`,
    [hashes.map((one) => one.keyId), hashes.map((one) => one.hash)],
  );
  return rows[0]?.id ?? null;
}

/**
 * Locks the numbers until the transaction ends (sorted, so that no two wait for each other) and gives our moment for
 * it: for one number, stamps follow the order of commits even where clocks do not.
 */
export async function lockNumbersAndStamp(
  db: Queryable,
  numberIds: readonly string[],
  { now, notBefore }: { now: () => Instant; notBefore: Instant },
): Promise<Instant> {
  const sorted = [...new Set(numberIds)].sort((a, b) => Number(BigInt(a) - BigInt(b)));
  for (const id of sorted) await db.query('select pg_advisory_xact_lock($1)', [id]);
  const { rows } = await db.query<{ last: Date | null }>(
    'select max(last_stamp_at) as last from numbers where id = any($1)',
    [sorted],
  );
  const last = Math.max(notBefore, rows[0]?.last?.getTime() ?? 0);
  const stamp = Math.max(now(), last + 1);
  await db.query('update numbers set last_stamp_at = $2 where id = any($1)', [sorted, new Date(stamp)]);
  return stamp;
}

/** Every number these calls ever stated. */
export async function listNumbersOf(db: Queryable, callNumbers: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ number_id: string }>(
    'select distinct number_id from call_numbers where call_number = any($1)',
    [callNumbers],
  );
  return rows.map((row) => row.number_id);
}

/** What is known of a number beside the call itself; texts are added where a text is decided. */
export async function readNumberFacts(
  db: Queryable,
  numberId: string,
  besides: { callNumber: string; policy: Policy; now: Instant },
): Promise<NumberFacts> {
  const { rows } = await db.query<{
    opted_out: boolean;
    never_text: boolean;
    institution: boolean;
    not_capable_since_at: Date | null;
  }>(
    `select exists (select from opt_outs where number_id = id) as opted_out,
       exists (select from never_text where number_id = id) as never_text,
       exists (select from institutions where number_id = id) as institution,
       not_capable_since_at
     from numbers where id = $1`,
    [numberId],
  );
  const row = rows[0];
  return {
    optedOut: row?.opted_out ?? false,
    neverText: row?.never_text ?? false,
    institution: row?.institution ?? false,
    notCapableSince: row?.not_capable_since_at?.getTime() ?? null,
    otherCalls: await listOtherCalls(db, numberId, besides),
    texts: [],
  };
}

/** No rule looks further back than the policy's protection of a number. */
async function listOtherCalls(
  db: Queryable,
  numberId: string,
  { callNumber, policy, now }: { callNumber: string; policy: Policy; now: Instant },
): Promise<OtherCall[]> {
  const { rows } = await db.query<{ facts: CallFacts; taken_over: Latches; last_event_known_at: Date }>(
    `select facts, taken_over, last_event_known_at from call_numbers join calls using (call_number)
     where number_id = $1 and call_number <> $2 and last_event_known_at > $3`,
    [numberId, callNumber, new Date(now - policy.numberProtected.personalSafetyMs)],
  );
  return rows.map((row) => ({
    facts: row.facts,
    takenOver: row.taken_over,
    lastEventKnownAt: row.last_event_known_at.getTime(),
  }));
}

export async function markNotCapable(db: Queryable, numberId: string, since: Instant): Promise<void> {
  await db.query('update numbers set not_capable_since_at = $2 where id = $1', [numberId, new Date(since)]);
}

export async function putOnNeverText(
  db: Queryable,
  numberIds: readonly string[],
  at: Instant,
): Promise<void> {
  await db.query(
    'insert into never_text (number_id, listed_at) select unnest($1::bigint[]), $2 on conflict do nothing',
    [numberIds, new Date(at)],
  );
}

export async function optOut(
  db: Queryable,
  numberId: string,
  { at, learnedFrom }: { at: Instant; learnedFrom: 'reply' | 'carrier' },
): Promise<void> {
  await db.query(
    'insert into opt_outs (number_id, opted_out_at, learned_from) values ($1, $2, $3) on conflict do nothing',
    [numberId, new Date(at), learnedFrom],
  );
}
