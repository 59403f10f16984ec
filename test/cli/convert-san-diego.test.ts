import { join } from 'node:path';
import { callEventSchema } from '../../api/event-schema';
import { convertSanDiego } from '../../cli/convert-san-diego';
import { ORIGIN_GROUPS } from '../../cli/convert/call-origin';
import { CALL_PLACES, OTTAWA_CALL_TYPES, type CallPlaceName } from '../../cli/convert/call-places';
import { tallyConversion } from '../../cli/convert/conversion-tally';
import { eventLines } from '../../cli/convert/event-lines';
import type { IncidentRow } from '../../cli/convert/incident-rows';
import type { MadeCall } from '../../cli/convert/make-call';
import { callTypeGroups, dispositionStanding } from '../../domain/code-groups';
import { fromIso, MINUTE } from '../../domain/instant';
import { loadAgency } from '../../runtime/agency';
import { parseRecordedEvents } from '../../simulators/cad/recorded-event';
import { root } from '../support/repository';
import { madeProfiles } from './convert/made-profiles';

const sanDiego = loadAgency(join(root, 'agencies/san-diego')).policy;
const ottawa = loadAgency(join(root, 'agencies/ottawa')).policy;

const parking = row({ callTypeCode: '586', priorityCode: '4', dispositionCode: 'K' });

describe('a call made of a row', () => {
  test('keeps when it was created, its last priority and call type, and its disposition', () => {
    for (const call of convert(many(parking, 200))) {
      const stated = call.events.flatMap(({ type, stated }) =>
        type === 'received' || type === 'updated' ? [stated] : [],
      );
      const closing = call.events.flatMap(({ stated }) => stated.dispositionCode ?? []);

      expect(call.events[0]).toMatchObject({ type: 'received', occurredAt: call.createdAt });
      expect(stated.flatMap(({ priorityCode }) => priorityCode ?? []).at(-1)).toBe('4');
      expect(stated.flatMap(({ callTypeCode }) => callTypeCode ?? []).at(-1)).toBe('586');
      expect(closing.filter((code) => code !== 'K')).toEqual([]);
    }
  });

  test('is of an instant that the clocks of San Diego showed', () => {
    expect(convert([parking])[0]?.createdAt).toBe(fromIso('2023-01-11T09:00:00-08:00'));
  });

  test('that an officer began has no caller, and the officer is there at once', () => {
    const calls = convert(many(row({ callTypeCode: 'FD', priorityCode: '2', dispositionCode: 'K' }), 50));

    for (const { events, createdAt } of calls) {
      expect(events[0]?.stated).toMatchObject({ source: 'officer', priorityCode: '2' });
      expect(events[0]?.stated.reportingParty).toBeUndefined();
      expect(timesOf(events, 'arrived')[0]).toBe(createdAt);
      expect(timesOf(events, 'callTakingEnded')).toEqual([]);
    }
  });

  test('without a dispatch in its row gets none, and ends', () => {
    const calls = convert(many({ ...parking, dispositionCode: 'W' }, 100));

    expect(calls.filter(({ events }) => timesOf(events, 'dispatched').length > 0)).toEqual([]);
    expect(typesOf(calls).has('cancelled') && typesOf(calls).has('closed')).toBe(true);
  });

  test('that was cancelled is never closed', () => {
    const calls = convert(many({ ...parking, dispositionCode: 'CAN' }, 100));

    expect(calls.every(({ events }) => timesOf(events, 'cancelled').length === 1)).toBe(true);
    expect(typesOf(calls).has('closed')).toBe(false);
  });

  test('that is a duplicate is merged into the last one of its type shortly before, its own beat first', () => {
    const calls = convert([
      { ...parking, incidentNumber: 'E1', beat: '521' },
      { ...parking, incidentNumber: 'E2', beat: '122' },
      { ...parking, incidentNumber: 'E3', beat: '521', dispositionCode: 'DUP' },
      { ...parking, incidentNumber: 'E4', beat: '999', dispositionCode: 'DUP' },
      { ...parking, incidentNumber: 'E5', callTypeCode: '415N', dispositionCode: 'DUP' },
    ]);
    const mergedInto = calls.map(({ events }) => events.flatMap(({ stated }) => stated.intoCallNumber ?? []));

    expect(mergedInto).toEqual([[], [], ['E1'], ['E2'], []]);
  });

  test('of a telephone report is closed without anybody being sent', () => {
    const calls = convert(many({ ...parking, priorityCode: '9' }, 30));

    expect(typesOf(calls).has('dispatched')).toBe(false);
    expect(typesOf(calls).has('closed')).toBe(true);
  });

  test('comes from a caller who called before now and then, never from a number with a fault of its own', () => {
    const calls = convert(many(parking, 2_000));
    const { repeatWithin } = tallyConversion(calls);
    const dialled = calls.flatMap(({ phone }) => phone?.dialled ?? []);

    expect(repeatWithin.day).toBeGreaterThan(0.06);
    expect(repeatWithin.day).toBeLessThan(0.14);
    expect(dialled.every((number) => /^\+1(619|858|760)555\d{4}$/.test(number))).toBe(true);
    expect(dialled.filter((number) => /55501(5\d|6[0-4])$/.test(number))).toEqual([]);
  });
});

describe('the recorded file of made calls', () => {
  const calls = convert(many(parking, 300));
  const lines = eventLines(calls, 'America/Los_Angeles');

  test('is the same for the same seed, and another for another', () => {
    const again = (seed: number): string[] =>
      eventLines(convert(many(parking, 300), seed), 'America/Los_Angeles');

    expect(again(1)).toEqual(lines);
    expect(again(2)).not.toEqual(lines);
  });

  test('holds events the API takes, in order of arrival, instants with the offset of the place', () => {
    const arrivals = lines.map((line) =>
      fromIso(
        (JSON.parse(line) as { arrivesAt?: string; occurredAt: string }).arrivesAt ??
          JSON.parse(line).occurredAt,
      ),
    );

    for (const { body } of parseRecordedEvents(lines.join('\n')))
      expect(callEventSchema.parse(body)).toEqual(body);
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
    expect(lines[0]).toContain('"occurredAt":"2023-01-11T09:00:00-08:00"');
  });

  test('has some events late, some twice, some overtaken, none before it happened', () => {
    const { events, lateEvents, eventsSentTwice, eventsOvertaken } = tallyConversion(calls);

    expect(lateEvents / events).toBeGreaterThan(0.01);
    expect(eventsSentTwice / events).toBeGreaterThan(0.01);
    expect(eventsOvertaken).toBeGreaterThan(0);
    for (const { occurredAt, arrivals } of calls.flatMap((call) => call.events)) {
      expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(occurredAt);
    }
  });

  test('ends when the recording ends', () => {
    const until = fromIso('2023-01-11T09:30:00-08:00');
    const short = eventLines(calls, 'America/Los_Angeles', until);

    expect(short.length).toBeGreaterThan(0);
    expect(short).toEqual(lines.slice(0, short.length));
    expect(parseRecordedEvents(lines.join('\n'))[short.length]?.arrivesAt).toBeGreaterThanOrEqual(until);
  });
});

describe("a call in Ottawa's codes", () => {
  const rows = [
    ...many({ ...parking, incidentNumber: 'E23010002689' }, 1),
    ...sanDiego.callTypes.flatMap(({ codes }) =>
      codes
        .filter((code) => !code.startsWith('/'))
        .map((callTypeCode, index) => ({
          ...parking,
          callTypeCode,
          incidentNumber: `${callTypeCode}-${index}`,
        })),
    ),
  ];
  const calls = convert(rows, 1, 'ottawa');
  const stated = calls.flatMap(({ events }) => events.map((event) => event.stated));

  test('has a number, a clock and phones of Ottawa', () => {
    const dialled = calls.flatMap(({ phone }) => phone?.dialled ?? []);

    expect(calls[0]).toMatchObject({
      callNumber: '2301-02689',
      createdAt: fromIso('2023-01-11T09:00:00-05:00'),
    });
    expect(dialled.length).toBeGreaterThan(50);
    expect(dialled.every((number) => /^\+1(613|343)555\d{4}$/.test(number))).toBe(true);
  });

  test('has only priorities, call types and dispositions that Ottawa knows', () => {
    for (const { priorityCode, callTypeCode, dispositionCode } of stated) {
      if (priorityCode !== undefined) expect(ottawa.priorities.mostUrgentFirst).toContain(priorityCode);
      if (callTypeCode !== undefined)
        expect([callTypeCode, callTypeGroups(ottawa, callTypeCode).length > 0]).toEqual([callTypeCode, true]);
      if (dispositionCode !== undefined)
        expect(dispositionStanding(ottawa, dispositionCode)).not.toBe('unknown');
    }
  });

  test('is protected where it is in San Diego', () => {
    for (const { group, protected: isProtected } of sanDiego.callTypes) {
      const code = OTTAWA_CALL_TYPES[group] ?? 'PATROL';
      expect([group, callTypeGroups(ottawa, code).some((ottawas) => ottawas.protected)]).toEqual([
        group,
        isProtected,
      ]);
    }
  });
});

test("every group that the converter names is one of San Diego's policy", () => {
  const known = sanDiego.callTypes.map(({ group }) => group);

  expect(
    [...ORIGIN_GROUPS, ...Object.keys(OTTAWA_CALL_TYPES)].filter((group) => !known.includes(group)),
  ).toEqual([]);
});

function convert(rows: IncidentRow[], seed = 1, place: CallPlaceName = 'san-diego'): MadeCall[] {
  return convertSanDiego(rows, {
    seed,
    place: CALL_PLACES[place],
    profiles: madeProfiles,
    groupsOf: (code) => callTypeGroups(sanDiego, code).map(({ group }) => group),
  });
}

function row(of: Pick<IncidentRow, 'callTypeCode' | 'priorityCode' | 'dispositionCode'>): IncidentRow {
  return { incidentNumber: 'E23010000001', createdLocal: '2023-01-11T09:00:00', beat: '521', ...of };
}

/** Rows like one, a minute apart. */
function many(like: IncidentRow, count: number): IncidentRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...like,
    incidentNumber: count === 1 ? like.incidentNumber : `E2301${String(index).padStart(7, '0')}`,
    createdLocal: new Date(Date.parse('2023-01-11T09:00:00Z') + index * MINUTE).toISOString().slice(0, 19),
  }));
}

function timesOf(events: MadeCall['events'], wanted: string): number[] {
  return events.filter(({ type }) => type === wanted).map(({ occurredAt }) => occurredAt);
}

function typesOf(calls: MadeCall[]): Set<string> {
  return new Set(calls.flatMap(({ events }) => events.map(({ type }) => type)));
}
