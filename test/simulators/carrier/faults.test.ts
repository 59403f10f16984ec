import { createFaults, readFaults } from '../../../simulators/carrier/faults';

describe('faults', () => {
  it('strike the same requests for the same seed', () => {
    const run = (): boolean[] => {
      const faults = createFaults();
      faults.replace([{ kind: 'dropReceipt', rate: 0.3, seed: 7 }]);
      return Array.from({ length: 100 }, () => faults.strikes('dropReceipt'));
    };
    expect(run()).toEqual(run());
  });

  it('strike about as often as their rate says', () => {
    const faults = createFaults();
    faults.replace([{ kind: 'hang', rate: 0.3, seed: 1 }]);
    const struck = Array.from({ length: 2000 }, () => faults.createFault()).filter(
      (fault) => fault === 'hang',
    );
    expect(struck.length / 2000).toBeCloseTo(0.3, 1);
  });

  it('do not move each other: a second fault leaves the first one’s requests alone', () => {
    const hits = (kinds: ('refuse429' | 'hang')[]): boolean[] => {
      const faults = createFaults();
      faults.replace(kinds.map((kind) => ({ kind, rate: 0.5, seed: 3 })));
      return Array.from({ length: 50 }, () => faults.createFault() === 'refuse429');
    };
    expect(hits(['hang', 'refuse429'])).toEqual(hits(['refuse429']));
  });

  it('end with an empty list', () => {
    const faults = createFaults();
    faults.replace([{ kind: 'answer500', rate: 1, seed: 1 }]);
    expect(faults.createFault()).toBe('answer500');
    faults.replace([]);
    expect(faults.createFault()).toBeNull();
  });
});

describe('reading faults', () => {
  it('takes them as they are written, seed 1 when none is given', () => {
    expect(readFaults([{ kind: 'listLag', rate: 0.5 }])).toEqual([{ kind: 'listLag', rate: 0.5, seed: 1 }]);
  });

  test.each([
    ['no list', { kind: 'hang', rate: 1 }, 'list'],
    ['a kind nobody knows', [{ kind: 'flood', rate: 1 }], 'one of refuse429'],
    ['no kind', [{ rate: 1 }], 'has a kind'],
    ['a rate above one', [{ kind: 'hang', rate: 2 }], 'from 0 to 1'],
    ['no rate', [{ kind: 'hang' }], 'from 0 to 1'],
    ['a seed that is no whole number', [{ kind: 'hang', rate: 1, seed: 0.5 }], 'whole number'],
  ])('%s is told', (_, value, sentence) => {
    expect(readFaults(value)).toContain(sentence);
  });
});
