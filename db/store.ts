import type { Pool } from 'pg';
import type { Clock } from '../domain/clock';
import type { PolicyInForce } from './policies';
import type { Queryable } from './pool';
import type { Vault } from './vault';

/** What the queries that decide need beside the database itself. */
export type Store = {
  db: Pool;
  clock: Clock;
  vault: Vault;
  policyInForce: (db: Queryable) => Promise<PolicyInForce>;
};
