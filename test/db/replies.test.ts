import { inspect } from 'node:util';
import { recordReply } from '../../db/replies';
import { DAY } from '../../domain/instant';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(() => store.end());

const reply = (keyword: 'stop' | null, sid = 'SM1') =>
  recordReply(store, { sid, from: '+16135550123', keyword });

const rowsOf = async (table: string) => (await store.db.query(`select * from ${table}`)).rows;

test('a STOP opts the number out, from calls not known yet too', async () => {
  await reply('stop');
  expect(await tell(store, { callNumber: 'A1', type: 'received' })).toMatchObject({
    decision: { reason: 'optedOut' },
  });
});

test('a STOP that the carrier posts twice is one reply and one opt-out, at the first moment', async () => {
  await reply('stop');
  store.setTime(TEN_O_CLOCK + DAY);
  await reply('stop');
  expect(await rowsOf('replies')).toHaveLength(1);
  expect(await rowsOf('opt_outs')).toMatchObject([{ opted_out_at: new Date(TEN_O_CLOCK) }]);
});

test('many of one number at once are all stored', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, turn) => reply('stop', `SM${turn}`)));
  expect(await rowsOf('replies')).toHaveLength(8);
  expect(await rowsOf('opt_outs')).toHaveLength(1);
});

test('any other reply opts nobody out', async () => {
  await reply(null);
  expect(await rowsOf('opt_outs')).toEqual([]);
  expect(await tell(store, { callNumber: 'A1', type: 'received' })).toMatchObject({
    decision: { reason: null },
  });
});

test('no number is stored in the clear', async () => {
  await reply('stop');
  await tell(store, { callNumber: 'A1', type: 'received' });
  const tables = ['replies', 'numbers', 'opt_outs', 'calls', 'call_numbers', 'call_events'];
  for (const table of tables) {
    const stored = inspect(await rowsOf(table), { depth: null, maxStringLength: null });
    expect(stored).not.toMatch(/555.?0123/);
  }
});
