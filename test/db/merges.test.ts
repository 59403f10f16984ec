import { NO_LATCHES } from '../../domain/call-facts';
import type { Latches } from '../../domain/call-facts';
import { addMerge, listMergedWith, takenOverBy, targetsOf } from '../../db/merges';
import { ensureCall } from '../../db/calls';
import { createTestStore } from '../support/store';
import type { TestStore } from '../support/store';

const call = (callNumber: string, mergedInto: string[] = [], latches: Partial<Latches> = {}) => ({
  callNumber,
  facts: { mergedInto, latches: { ...NO_LATCHES, ...latches } },
});

describe('targets', () => {
  test('are reached through any number of merges', () => {
    const calls = [call('A', ['B']), call('B', ['C', 'D']), call('C'), call('D')];
    expect(targetsOf('A', calls).toSorted()).toEqual(['B', 'C', 'D']);
    expect(targetsOf('C', calls)).toEqual([]);
  });

  test('of a circle are all of it, itself too, and come to an end', () => {
    const calls = [call('A', ['B']), call('B', ['C']), call('C', ['A'])];
    for (const { callNumber } of calls)
      expect(targetsOf(callNumber, calls).toSorted()).toEqual(['A', 'B', 'C']);
  });

  test('may be calls nobody knows yet', () => {
    expect(targetsOf('A', [call('A', ['X'])])).toEqual(['X']);
  });
});

describe('what a call takes over', () => {
  const flagged = { flags: ['hazard' as const] };

  test('comes from every call that reaches it, not from itself nor from where it goes', () => {
    const calls = [call('A', ['B'], flagged), call('B', ['C']), call('C')];
    expect(takenOverBy('C', calls).flags).toEqual(['hazard']);
    expect(takenOverBy('B', calls).flags).toEqual(['hazard']);
    expect(takenOverBy('A', calls).flags).toEqual([]);
  });

  test('comes in a circle from all others', () => {
    const calls = [call('A', ['B'], flagged), call('B', ['A'])];
    expect(takenOverBy('B', calls).flags).toEqual(['hazard']);
    expect(takenOverBy('A', calls).flags).toEqual([]);
  });
});

describe('stored merges', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await createTestStore();
    for (const callNumber of ['A', 'B', 'C', 'D', 'E']) await ensureCall(store.db, callNumber);
    await addMerge(store.db, 'A', 'B');
    await addMerge(store.db, 'C', 'B');
    await addMerge(store.db, 'D', 'C');
  });
  afterEach(() => store.end());

  test('join calls in both directions, however far', async () => {
    for (const callNumber of ['A', 'B', 'D']) {
      expect((await listMergedWith(store.db, [callNumber])).toSorted()).toEqual(['A', 'B', 'C', 'D']);
    }
    expect(await listMergedWith(store.db, ['E'])).toEqual(['E']);
  });

  test('said twice, and in a circle, are harmless', async () => {
    await addMerge(store.db, 'A', 'B');
    await addMerge(store.db, 'B', 'D');
    expect((await listMergedWith(store.db, ['A', 'E'])).toSorted()).toEqual(['A', 'B', 'C', 'D', 'E']);
  });
});
