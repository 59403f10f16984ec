import { findCall } from '../../db/calls';
import { storeStaffStop } from '../../db/staff-stop';
import { openConnections } from '../support/open-connections';
import { createTestStore, tell } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const stop = (because: string | null, callNumber = 'A1') => storeStaffStop(store, { callNumber, because });

test('is stored with its reason and told with a higher revision; lifting it too', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  expect(await stop('the caller asked')).toMatchObject({ revision: 2, stoppedBecause: 'the caller asked' });
  expect((await findCall(store.db, 'A1'))?.stoppedBecause).toBe('the caller asked');
  expect(await stop(null)).toMatchObject({ revision: 3, stoppedBecause: null });
  expect((await findCall(store.db, 'A1'))?.stoppedBecause).toBeNull();
});

test('stands whatever the CAD tells next, and takes nothing from what is due', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  const stopped = await stop('the caller asked');
  expect(stopped?.due).toMatchObject([{ kind: 'acknowledgement' }]);
  await tell(store, { callNumber: 'A1', type: 'updated', stated: { division: 'West' } });
  expect((await findCall(store.db, 'A1'))?.stoppedBecause).toBe('the caller asked');
});

test('loses no event that is accepted at the same moment', async () => {
  await tell(store, { callNumber: 'A1', type: 'received' });
  await openConnections(store.db);
  const update = () => tell(store, { callNumber: 'A1', type: 'updated', stated: { division: 'West' } });
  const because = 'the caller asked';
  await Promise.all([update(), stop(because), update(), stop(because), update(), stop(because), update()]);
  const call = await findCall(store.db, 'A1');
  expect(call).toMatchObject({ stoppedBecause: because, lastSeq: 5, revision: 8 });
});

test('of a call nobody ever heard of is none, nor of one that is only named by a merge', async () => {
  expect(await stop('by mistake')).toBeNull();
  await tell(store, { callNumber: 'A1', type: 'merged', intoCallNumber: 'B1' });
  expect(await stop('by mistake', 'B1')).toBeNull();
});
