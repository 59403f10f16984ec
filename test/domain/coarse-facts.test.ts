import * as fc from 'fast-check';
import { coarseFacts, coarsened, FEWEST_INVITED, quarterOf } from '../../domain/coarse-facts';
import type { CoarseFacts } from '../../domain/coarse-facts';
import { fromIso } from '../../domain/instant';
import { factsOf, ottawa } from './builders';

const common: CoarseFacts = { division: 'West', callTypeGroup: 'theft', language: 'en', priority: '3' };
const invited = (count: number, changes: CoarseFacts = {}) =>
  Array.from({ length: count }, () => ({ ...common, ...changes }));

test('a survey keeps of its call no more than its group, division, priority and language', () => {
  const facts = factsOf('received 10:00 type FRAUD priority 3 division West, updated 10:01 priority 4');
  expect(coarseFacts(facts, ottawa, 'fr')).toEqual({
    division: 'West',
    callTypeGroup: 'fraud',
    language: 'fr',
    priority: '4',
  });
  expect(coarseFacts(factsOf(''), ottawa, null)).toEqual({
    division: null,
    callTypeGroup: null,
    language: null,
    priority: null,
  });
});

describe('an answer keeps what at least 20 invited calls share', () => {
  test.each<[string, CoarseFacts[], CoarseFacts]>([
    ['all of it', invited(20), common],
    ['not the division', [...invited(19), ...invited(1, { division: 'East' })], without('division')],
    [
      'neither division nor type',
      [...invited(19), ...invited(1, { callTypeGroup: 'fraud' })],
      { language: 'en', priority: '3' },
    ],
    ['the priority alone', [...invited(19), ...invited(1, { language: 'fr' })], { priority: '3' }],
    ['nothing', [...invited(19), ...invited(1, { priority: '4' })], {}],
    ['nothing of few', invited(19), {}],
    ['nothing of none', [], {}],
    [
      'what is not known counts as a value too',
      [...invited(20, { division: null }), ...invited(19)],
      without('division'),
    ],
  ])('%s', (_, calls, kept) => {
    expect(coarsened(common, calls)).toEqual(kept);
  });

  test('whatever the calls are (seed 1507)', () => {
    const any = fc.record({
      division: fc.constantFrom('West', 'East', null),
      callTypeGroup: fc.constantFrom('theft', 'fraud'),
      language: fc.constantFrom('en', 'fr'),
      priority: fc.constantFrom('3', '4'),
    });
    fc.assert(
      fc.property(any, fc.array(any, { maxLength: 120, size: 'max' }), (facts, calls) => {
        const kept = Object.entries(coarsened(facts, calls));
        const sharing = calls.filter((call) =>
          kept.every(([fact, value]) => call[fact as keyof typeof call] === value),
        );
        if (kept.length > 0) expect(sharing.length).toBeGreaterThanOrEqual(FEWEST_INVITED);
        expect(facts).toMatchObject(Object.fromEntries(kept));
      }),
      { seed: 1507 },
    );
  });
});

test.each([
  ['2026-01-01T00:00:00.000Z', '2026-Q1'],
  ['2026-03-31T23:59:59.999Z', '2026-Q1'],
  ['2026-04-01T00:00:00.000Z', '2026-Q2'],
  ['2026-09-30T23:59:59.999Z', '2026-Q3'],
  ['2028-12-31T23:59:59.999Z', '2028-Q4'],
])('%s lies in %s', (at, quarter) => {
  expect(quarterOf(fromIso(at))).toBe(quarter);
});

function without(dropped: keyof CoarseFacts): CoarseFacts {
  return Object.fromEntries(Object.entries(common).filter(([fact]) => fact !== dropped));
}
