import { decideEligibility } from '../domain/eligibility';
import type { CallRecord } from '../domain/call-record';
import type { Instant } from '../domain/instant';
import { UNKNOWN_NUMBER } from '../domain/number-facts';
import type { NumberFacts } from '../domain/number-facts';
import type { Policy } from '../domain/policy';
import type { Decision } from '../domain/reasons';
import { readNumberFacts } from './numbers';
import type { Queryable } from './pool';
import type { Store } from './store';

/** A decision with all it was made from. */
export type DecidedCall = { decision: Decision; number: NumberFacts; policy: Policy; policyId: string };

/** May this call be texted, by its facts, the lists and the other calls of its number as they are now? */
export async function decideCall(
  db: Queryable,
  { policyInForce }: Pick<Store, 'policyInForce'>,
  call: CallRecord,
  now: Instant,
): Promise<DecidedCall> {
  const { id, policy } = await policyInForce(db);
  const { facts, takenOver, callNumber } = call;
  const number = facts.phone
    ? await readNumberFacts(db, facts.phone.numberId, { callNumber, policy, now })
    : UNKNOWN_NUMBER;
  return {
    decision: decideEligibility({ facts, takenOver, number, policy, now }),
    number,
    policy,
    policyId: id,
  };
}
