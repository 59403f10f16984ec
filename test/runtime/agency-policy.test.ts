import { springfield, testWrongFiles } from '../support/wrong-agency';

describe('a policy with the wrong shape', () => {
  testWrongFiles('policy.yaml', [
    {
      why: 'a rule that is missing stands at the one around it',
      from: '\n  afterReleased: 15 min',
      to: '',
      at: 'delayNotice:\n',
      says: 'delayNotice.afterReleased: is missing',
    },
    {
      why: 'a misspelt rule',
      from: '  tooLate: 20 min',
      to: '  tooLate: 20 min\n  tolate: 20 min',
      at: '  tolate',
      says: 'acknowledgement.tolate: is not a rule we know; look at its spelling',
    },
    {
      why: 'a misspelt flag of a group',
      from: 'THEFT-OTHER-PAST\n    texted: true',
      to: 'THEFT-OTHER-PAST\n    texted: true\n    protectd: true',
      at: '    protectd',
      says: 'callTypes[0].protectd: is not a rule we know; look at its spelling',
    },
    {
      why: 'a duration without a unit',
      from: 'feedStale: 3 min',
      to: 'feedStale: 3',
      says: 'feedStale: needs a duration, as in 30 s, 2 min, 4 h or 90 days',
    },
    {
      why: 'a duration in a unit we do not know',
      from: 'feedStale: 3 min',
      to: 'feedStale: 3 weeks',
      says: 'feedStale: needs a duration, as in 30 s, 2 min, 4 h or 90 days',
    },
    {
      why: 'a priority without quotes',
      from: "texted: ['4', '3', '2']",
      to: "texted: [4, '3', '2']",
      says: "priorities.texted[0]: needs text; put a code in quotes, as in '3'",
    },
    {
      why: 'a time of day that there is not',
      from: "from: '21:30'",
      to: "from: '24:30'",
      says: "delayNotice.quiet.from: needs a time of day in quotes, as in '22:00'",
    },
    {
      why: 'a flag that is neither true nor false',
      from: 'SOLICITING-PAST\n    texted: true',
      to: 'SOLICITING-PAST\n    texted: maybe',
      at: '    texted: maybe',
      says: 'callTypes[7].texted: needs true or false',
    },
    {
      why: 'a source that there is not',
      from: 'source: unknown',
      to: 'source: everybody',
      says: 'whenNotStated.source: needs to be one of public, officer, alarmCompany, walkIn, agency, institution, unknown',
    },
    {
      why: 'a group without codes',
      from: 'codes: [/ALARM/]',
      to: 'codes: []',
      at: 'codes: []',
      says: 'callTypes[19].codes: needs at least 1 entry',
    },
    {
      why: 'a rule given twice',
      from: 'spread: 30 min',
      to: 'spread: 30 min\nspread: 20 min',
      at: 'spread: 20 min',
      says: 'yaml: Map keys must be unique',
    },
    {
      why: 'a bracket left open',
      from: 'phoneCountries: [US]',
      to: 'phoneCountries: [US',
      at: 'priorities:',
      says: 'yaml: Flow sequence in block collection must be sufficiently indented and end with a ]',
    },
  ]);
});

describe('a policy that contradicts itself', () => {
  testWrongFiles('policy.yaml', [
    {
      why: 'a texted priority that is in no order',
      from: "'9', '8', '7', '6', '5', '4', '3', '2', '1'",
      to: "'9', '8', '7', '6', '5', '4', '3', '1'",
      at: '  texted: [',
      says: "priorities.texted[2]: '2' is not in priorities.mostUrgentFirst",
    },
    {
      why: 'a priority named twice',
      from: "'2', '1']",
      to: "'2', '1', '9']",
      at: "'2', '1', '9']",
      says: "priorities.mostUrgentFirst[10]: '9' stands there twice",
    },
    {
      why: 'a texted priority without a first delay notice',
      from: "'4': 20 min, ",
      to: '',
      at: '  first:',
      says: "delayNotice.first: needs every texted priority; '4' is missing",
    },
    {
      why: 'a first delay notice of a priority nobody texts',
      from: "'2': 90 min }",
      to: "'2': 90 min, '5': 10 min }",
      says: "delayNotice.first.5: '5' is not a texted priority",
    },
    {
      why: 'more delay notices than there are waits between them',
      from: 'most: 3',
      to: 'most: 4',
      at: '  next:',
      says: 'delayNotice.next: needs 3 entries, one fewer than delayNotice.most; there are 2',
    },
    {
      why: 'a priority told at night that is not texted',
      from: "firstDespiteQuiet: ['4']",
      to: "firstDespiteQuiet: ['9']",
      says: "delayNotice.firstDespiteQuiet[0]: '9' is not in priorities.texted",
    },
    {
      why: 'a quiet time that ends where it begins',
      from: "quiet: { from: '19:00', to: '10:00' }",
      to: "quiet: { from: '19:00', to: '19:00' }",
      says: 'survey.quiet: needs an end other than its beginning',
    },
    {
      why: 'a lower ceiling above the higher',
      from: 'lessUrgentTexts: 4',
      to: 'lessUrgentTexts: 7',
      says: 'ceiling.lessUrgentTexts: needs to be no more than ceiling.texts',
    },
    {
      why: 'a time zone that there is not',
      from: 'America/Chicago',
      to: 'America/Springfield',
      says: "timeZone: 'America/Springfield' is not an IANA time zone",
    },
    {
      why: 'an offset for a time zone',
      from: 'timeZone: America/Chicago',
      to: "timeZone: '-06:00'",
      says: "timeZone: '-06:00' is not an IANA time zone",
    },
    {
      why: 'another agency than the folder',
      from: 'agency: springfield',
      to: 'agency: shelbyville',
      says: 'agency: needs to be the name of its folder, springfield',
    },
    {
      why: 'personal safety of a group that is not protected',
      from: 'LOCKOUT] }',
      to: 'LOCKOUT], personalSafety: true }',
      says: 'callTypes[9]: assistance needs protected: true to be of personal safety',
    },
    {
      why: 'a group both protected and texted',
      from: 'LOCKOUT] }',
      to: 'LOCKOUT], protected: true, texted: true }',
      says: 'callTypes[9]: assistance is both protected and texted',
    },
    {
      why: 'delay notices for a group that is not texted',
      from: 'LOCKOUT] }',
      to: 'LOCKOUT], delayNotices: true }',
      says: 'callTypes[9]: assistance needs texted: true to get delay notices',
    },
    {
      why: 'two groups of one name',
      from: 'group: assistance',
      to: 'group: patrol',
      at: 'group: patrol, codes: [ASSIST',
      says: "callTypes[9]: 'patrol' stands there twice",
    },
    {
      why: 'a pattern that is no regular expression',
      from: '[/ALARM/]',
      to: '[/ALARM(/]',
      says: 'callTypes[19].codes[0]: /ALARM(/ is not a regular expression',
    },
    {
      why: 'a pattern without its last slash',
      from: '[/ALARM/]',
      to: '[/ALARM]',
      says: 'callTypes[19].codes[0]: /ALARM needs a slash at both ends to be a pattern',
    },
    {
      why: 'a code that another group has a pattern for',
      from: '- THEFT-TOOLS\n',
      to: '- THEFT-TOOLS\n      - theft-family-van\n',
      at: '      - theft-family-van',
      says: "callTypes[0].codes[12]: 'theft-family-van' is in theft and, by /FAMILY/, in partnerOrFamilyViolence; name it in inSeveralGroups if that is meant",
    },
    {
      why: 'a disposition in two groups, in the one listed and in the other by a pattern',
      from: 'codes: [UNF,',
      to: 'codes: [/^AD/, UNF,',
      at: '  - { group: handled',
      says: "dispositions[0].codes[1]: 'ADV' is in handled and, by /^AD/, in notHandled; name it in inSeveralGroups if that is meant",
    },
    {
      why: 'a code said to be in several groups that is in one',
      from: 'inSeveralGroups: []',
      to: 'inSeveralGroups: [PATROL]',
      says: "inSeveralGroups[0]: 'PATROL' is only in patrol",
    },
    {
      why: 'a code said to be in several groups that is in none',
      from: 'inSeveralGroups: []',
      to: 'inSeveralGroups: [UNHEARD-OF]',
      says: "inSeveralGroups[0]: 'UNHEARD-OF' is in no group",
    },
  ]);

  test('a code in two groups that is named in inSeveralGroups is meant', () => {
    springfield.change('policy.yaml', '- THEFT-TOOLS\n', '- THEFT-TOOLS\n      - THEFT-FAMILY-VAN\n');
    springfield.change('policy.yaml', 'inSeveralGroups: []', 'inSeveralGroups: [theft-family-van]');
    expect(springfield.problems()).toEqual([]);
  });
});
