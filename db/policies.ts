import type { Policy } from '../domain/policy';
import type { Queryable } from './pool';

export type PolicyInForce = { id: string; policy: Policy };

/**
 * Puts an agency's rules in force, unless the newest already are these. The same file may be read into other rules by
 * another version of ours.
 * @throws when the database is another agency's
 */
export async function putPolicyInForce(
  db: Queryable,
  { policy, policyText, policyHash }: { policy: Policy; policyText: string; policyHash: string },
  realNow: number,
): Promise<void> {
  const owner = await findAgency(db);
  if (owner !== null && owner !== policy.agency) throw new Error(`this database is the one of ${owner}`);
  await db.query(
    `insert into policies (agency, hash, policy_text, rules, in_force_from_at)
     select $1, $2, $3, $4, $5
     where not exists (
       select from (select hash, rules from policies order by id desc limit 1) as newest
       where hash = $2 and rules = $4::jsonb
     )`,
    [policy.agency, policyHash, policyText, policy, new Date(realNow)],
  );
}

/** Whose database this is; null while it is new. One deployment serves one agency. */
export async function findAgency(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ agency: string }>('select agency from policies order by id desc limit 1');
  return rows[0]?.agency ?? null;
}

/** Every decision asks for the newest rules; they are read in full only when they are others than last time. */
export function createPolicyReader(): (db: Queryable) => Promise<PolicyInForce> {
  let last: PolicyInForce | null = null;
  return async (db) => {
    const newest = await db.query<{ id: string }>('select id from policies order by id desc limit 1');
    const id = newest.rows[0]?.id;
    if (id === undefined) throw new Error('no policy is in force yet: start Heard once with an agency');
    if (last?.id !== id) last = await readPolicy(db, id);
    return last;
  };
}

async function readPolicy(db: Queryable, id: string): Promise<PolicyInForce> {
  const { rows } = await db.query<{ rules: Policy }>('select rules from policies where id = $1', [id]);
  const row = rows[0];
  if (!row) throw new Error(`policy ${id} is gone`);
  return { id, policy: row.rules };
}
