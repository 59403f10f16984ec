import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callEventSchema } from '../../api/event-schema';
import { callTypeGroups, dispositionStanding } from '../../domain/code-groups';
import { HOUR } from '../../domain/instant';
import { loadAgency } from '../../runtime/agency';
import { parseRecordedEvents } from '../../simulators/cad/recorded-event';
import { root } from '../support/repository';

const { policy } = loadAgency(join(root, 'agencies/san-diego'));
const events = parseRecordedEvents(readFileSync(join(root, 'test/fixtures/san-diego-200.ndjson'), 'utf8'));
const bodies = events.map(({ body }) => callEventSchema.parse(body));

describe("San Diego's policy", () => {
  test('knows every call type of the recorded morning; blank ones stay unknown, which texts nobody', () => {
    const codes = bodies.flatMap((body) => ('callTypeCode' in body ? (body.callTypeCode ?? []) : []));
    const unknown = new Set(codes.filter((code) => callTypeGroups(policy, code).length === 0));

    expect(codes.length).toBeGreaterThan(200);
    expect([...unknown]).toEqual(['NOT STATED']);
  });

  test('knows every priority and disposition of it', () => {
    const priorities = bodies.flatMap((body) => ('priorityCode' in body ? (body.priorityCode ?? []) : []));
    const dispositions = bodies.flatMap((body) =>
      'dispositionCode' in body ? (body.dispositionCode ?? []) : [],
    );

    expect(priorities.filter((code) => !policy.priorities.mostUrgentFirst.includes(code))).toEqual([]);
    expect(new Set(dispositions).size).toBeGreaterThan(3);
    expect(dispositions.filter((code) => dispositionStanding(policy, code) === 'unknown')).toEqual([]);
  });

  test.each([
    '242R',
    '245',
    '653M',
    'TRO',
    '5150',
    'CW',
    '1146',
    '211A',
    '415PP',
    'HATEINV',
    'RJ',
    '314R',
    '273.5',
    '261',
    '288A',
    'SUICIDE',
  ])('never texts a call of the sensitive code %s', (code) => {
    expect(callTypeGroups(policy, code).some((group) => group.protected)).toBe(true);
  });

  test.each(['415', '586', '487R', '10851R', '1183', '1185', 'AU1', 'FD'])(
    'does not take %s for a sensitive one',
    (code) => {
      expect(callTypeGroups(policy, code).map((group) => group.protected)).toEqual([false]);
    },
  );
});

test('the recorded morning is 200 calls within two hours', () => {
  const received = new Set(events.map(({ callNumber }) => callNumber));
  const arrivals = events.map(({ arrivesAt }) => arrivesAt);

  expect(received.size).toBe(200);
  expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeLessThan(2 * HOUR);
});
