import { callTypeGroups, codeMatches, delayNoticesFor, dispositionStanding } from '../../domain/code-groups';
import type { Policy } from '../../domain/policy';
import { ottawa } from './builders';

describe('a code matches (story 6, line 8)', () => {
  test.each([
    ['THEFT', 'THEFT', true],
    ['THEFT', 'theft', true],
    ['theft', 'THEFT', true],
    ['THEFT', 'THEFT VEHICLE', false],
    ['THEFT VEHICLE', 'THEFT', false],
    ['/ASSAULT/', 'SEXUAL ASSAULT', true],
    ['/ASSAULT/', 'Assault - common', true],
    ['/assault/', 'ASSAULT', true],
    ['/^ASSAULT$/', 'SEXUAL ASSAULT', false],
    ['/\\bTIPS?\\b/', 'DRUG TIP', true],
    ['/\\bTIPS?\\b/', 'MULTIPLE', false],
    // Only between slashes is it a pattern.
    ['T.EFT', 'THEFT', false],
    ['/THEFT', 'THEFT', false],
    ['A/B', 'a/b', true],
  ])('%s, %s: %s', (listed, code, matches) => {
    expect(codeMatches(listed, code)).toBe(matches);
  });

  test('and belongs to every group it matches', () => {
    const groups = callTypeGroups(ottawa, 'Sexual Assault').map(({ group }) => group);
    expect(groups).toEqual(['sexualOffences', 'assault']);
    expect(callTypeGroups(ottawa, 'UNHEARD OF')).toEqual([]);
  });
});

describe('dispositions (story 11)', () => {
  const overlapping: Policy = {
    ...ottawa,
    dispositions: [
      { group: 'handled', codes: ['REPORT', '/TAKEN/'], surveyed: true },
      { group: 'not', codes: ['REPORT TAKEN'], surveyed: false },
    ],
  };

  test.each([
    [ottawa, 'REPORT', 'surveyed'],
    [ottawa, 'advised', 'surveyed'],
    [ottawa, 'NO REPORT', 'surveyed'],
    [ottawa, 'UNFOUNDED', 'notSurveyed'],
    [ottawa, 'DUPLICATE', 'notSurveyed'],
    [ottawa, 'GONE', 'notSurveyed'],
    [ottawa, 'ARREST', 'notSurveyed'],
    [ottawa, 'TEST', 'notSurveyed'],
    [ottawa, 'REPORTED', 'unknown'],
    [ottawa, '', 'unknown'],
    [ottawa, null, 'unknown'],
    // As with call types, the stricter group beats the other.
    [overlapping, 'REPORT TAKEN', 'notSurveyed'],
    [overlapping, 'taken', 'surveyed'],
  ])('%#: %s', (policy, code, standing) => {
    expect(dispositionStanding(policy, code)).toBe(standing);
  });
});

test.each([
  ['THEFT', true],
  ['theft vehicle', true],
  ['MISCHIEF', true],
  ['FRAUD', true],
  ['LOST PROPERTY', true],
  ['PARKING', true],
  ['COLLISION', true],
  ['NOISE', false],
  ['PATROL', false],
  ['UNHEARD OF', false],
])('delay notices for %s: %s', (code, listed) => {
  expect(delayNoticesFor(ottawa, code)).toBe(listed);
});
