import { createPolicyReader, putPolicyInForce } from '../../db/policies';
import type { Agency } from '../../runtime/agency';
import { createTestStore, tell } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

/** The agency's rules with one more priority texted. */
function changed({ policy, ...agency }: Agency): Agency {
  const priorities = { ...policy.priorities, texted: [...policy.priorities.texted, '5'] };
  return { ...agency, policy: { ...policy, priorities }, policyHash: 'f'.repeat(64) };
}

const count = async () => (await store.db.query('select 1 from policies')).rowCount;

test('are stored once however often Heard starts with them', async () => {
  await putPolicyInForce(store.db, store.agency, 1);
  await putPolicyInForce(store.db, store.agency, 2);
  expect(await count()).toBe(1);
});

test('are in force for a running process from its next decision on, and again when put back', async () => {
  const received = { type: 'received' as const, stated: { priorityCode: '5' } };
  expect(await tell(store, { ...received, callNumber: 'A1' })).toMatchObject({
    decision: { reason: 'priorityNotTexted' },
  });
  await putPolicyInForce(store.db, changed(store.agency), 1);
  expect(await tell(store, { ...received, callNumber: 'A2' })).toMatchObject({ decision: { reason: null } });
  await putPolicyInForce(store.db, store.agency, 2);
  expect(await count()).toBe(3);
  expect(await tell(store, { ...received, callNumber: 'A3' })).toMatchObject({
    decision: { reason: 'priorityNotTexted' },
  });
});

test('are read as they were checked', async () => {
  expect((await createPolicyReader()(store.db)).policy).toEqual(store.agency.policy);
});

test('are missed with a sentence that says what to do', async () => {
  await store.db.query('truncate policies cascade');
  await expect(createPolicyReader()(store.db)).rejects.toThrow(
    'no policy is in force yet: start Heard once with an agency',
  );
});

test('of another agency are refused: one database is one agency', async () => {
  const other = { ...store.agency, policy: { ...store.agency.policy, agency: 'springfield' } };
  await expect(putPolicyInForce(store.db, other, 1)).rejects.toThrow('this database is the one of ottawa');
  expect(await count()).toBe(1);
});

test('are stored anew when the same file is read into other rules', async () => {
  const spread = { ...store.agency.policy, spreadMs: 1 };
  await putPolicyInForce(store.db, { ...store.agency, policy: spread }, 1);
  expect(await count()).toBe(2);
});
