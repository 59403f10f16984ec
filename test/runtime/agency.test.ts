import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR, MINUTE, SECOND, DAY } from '../../domain/instant';
import { REASONS } from '../../domain/reasons';
import { loadAgency } from '../../runtime/agency';
import { agencies } from '../support/agencies';
import { springfield } from '../support/wrong-agency';

describe('the agencies there are', () => {
  test('three of them load, each with the words of all its languages', () => {
    expect(agencies.map(({ policy }) => policy.agency)).toEqual(['ottawa', 'san-diego', 'springfield']);
    for (const { policy, texts, survey } of agencies) {
      expect(Object.keys(texts)).toEqual(policy.languages);
      for (const words of Object.values(texts)) expect(Object.keys(words.reasons)).toEqual([...REASONS]);
      expect(survey.questions.length).toBeGreaterThan(3);
    }
  });

  test('the hash is the SHA-256 of the policy as it stands in its file', () => {
    const { policyHash, policyText } = loadAgency(springfield.folder);
    const file = readFileSync(join(springfield.folder, 'policy.yaml'));
    expect(policyHash).toBe(createHash('sha256').update(file).digest('hex'));
    expect(policyText).toBe(file.toString('utf8'));
  });

  test('Springfield texts 63 call types, its urgent priorities are the great numbers', () => {
    const { policy } = loadAgency(springfield.folder);
    const texted = policy.callTypes.filter((group) => group.texted).flatMap(({ codes }) => codes);
    expect(new Set(texted).size).toBe(63);
    expect(policy.priorities).toEqual({
      mostUrgentFirst: ['E', '9', '8', '7', '6', '5', '4', '3', '2', '1'],
      texted: ['4', '3', '2'],
    });
    expect(policy.timeZone).toBe('America/Chicago');
    expect(policy.phoneCountries).toEqual(['US']);
  });
});

describe('a policy as read', () => {
  test('has its durations in milliseconds and its quiet times in minutes after midnight', () => {
    const { policy } = loadAgency(springfield.folder);
    expect(policy.acknowledgement.afterCallTakingMs).toBe(90 * SECOND);
    expect(policy.delayNotice.firstMs).toEqual({ '4': 20 * MINUTE, '3': 45 * MINUTE, '2': 90 * MINUTE });
    expect(policy.ceiling.windowMs).toBe(24 * HOUR);
    expect(policy.followUp.neverClosedMs).toBe(10 * DAY);
    expect(policy.delayNotice.quiet).toEqual({ fromMinute: 21 * 60 + 30, toMinute: 7 * 60 + 30 });
  });

  test('takes a rule that is left out for no', () => {
    const { policy } = loadAgency(springfield.folder);
    expect(policy.callTypes.find(({ group }) => group === 'patrol')).toEqual({
      group: 'patrol',
      codes: ['PATROL', 'TRAFFIC-STOP', 'EXTRA-WATCH', 'FOOT-PATROL'],
      protected: false,
      personalSafety: false,
      texted: false,
      delayNotices: false,
    });
    expect(policy.textWhenNotAsked).toBe(false);
    expect(policy.sourceWhenNotStated).toBe('unknown');
  });
});

test('every problem of every file is said at once', () => {
  springfield.change('policy.yaml', 'most: 3', 'most: 4');
  springfield.change('policy.yaml', 'America/Chicago', 'Springfield');
  springfield.change('texts.en.yaml', 'send: Send my answers', 'sent: Send my answers');
  springfield.change('survey.yaml', 'kind: comment', 'kind: essay');
  expect(
    springfield.problems().map((problem) => problem.replace(/^agencies\/springfield\/|:\d+/g, '')),
  ).toEqual([
    "policy.yaml timeZone: 'Springfield' is not an IANA time zone",
    'policy.yaml delayNotice.next: needs 3 entries, one fewer than delayNotice.most; there are 2',
    'texts.en.yaml pages.survey.send: is missing',
    'texts.en.yaml pages.survey.sent: is not a rule we know; look at its spelling',
    'survey.yaml questions[6].kind: needs to be one of rating, comment, choice',
  ]);
});

test('a folder without a policy', () => {
  rmSync(join(springfield.folder, 'policy.yaml'));
  expect(springfield.problems()).toEqual(['agencies/springfield/policy.yaml:1 file: is missing']);
});
