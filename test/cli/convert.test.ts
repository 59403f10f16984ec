import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCommand } from '../../cli/convert';
import { parseRecordedEvents } from '../../simulators/cad/recorded-event';

const delays = { n: 3, q: { 1: 0.5, 50: 5, 99: 20 } };
const PROFILES = {
  alexandria_citizen_calls: {
    by_priority: {
      4: {
        created_to_call_taking_done: delays,
        created_to_dispatched: delays,
        dispatched_to_enroute: delays,
        enroute_to_arrived: delays,
        arrived_to_first_close: delays,
        dispatched_to_first_close: delays,
        first_close_to_reopen: null,
        missing_share: { arrived: 0.2 },
        reopened_share: 0.05,
      },
    },
  },
  minneapolis_all_calls: {
    priority_transition: { '4->4': 1 },
    callback_class_by_911flag: { Yes: { dialable: 2 }, No: { dialable: 1 } },
    by_final_priority: { 4: { missing_share: { closed: 0 } } },
  },
};
const ROWS = `incident_num,created_at,call_type,call_type_text,priority,beat,disposition,disposition_text
E23010000001,2023-01-10T23:59:59,586,ILLEGAL PARKING,4,523,K,
E23010000002,2023-01-11T00:00:00,586,ILLEGAL PARKING,4,523,K,
E23010000003,2023-01-11T12:00:00,FD,FLAG DOWN/FIELD INITIATED,4,523,K,
E23010000004,2023-01-11T23:50:00,586,ILLEGAL PARKING,4,523,K,
E23010000005,2023-01-12T00:00:00,586,ILLEGAL PARKING,4,523,K,
`;

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heard-convert-'));
  writeFileSync(join(folder, 'rows.csv'), ROWS);
  writeFileSync(join(folder, 'profiles.json'), JSON.stringify(PROFILES));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((words) => {
    printed += String(words);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('heard convert san-diego', () => {
  test('records one day from midnight to midnight', () => {
    const events = convert('--day', '2023-01-11');
    const arrivals = events.map(({ arrivesAt }) => new Date(arrivesAt).toISOString());

    expect(callNumbers(events)).toEqual(['E23010000002', 'E23010000003', 'E23010000004']);
    expect(arrivals[0]).toBe('2023-01-11T08:00:00.000Z');
    expect(arrivals.every((at) => at < '2023-01-12T08:00:00.000Z')).toBe(true);
  });

  test('goes on recording until it is told to stop', () => {
    const events = convert('--day', '2023-01-11', '--until', '2023-01-13');

    expect(events.filter(({ body }) => body.type === 'closed').length).toBe(3);
  });

  test('leaves out what officers began, and takes no more calls than asked for', () => {
    expect(callNumbers(convert('--from', '2023-01-11', '--public-only', '--calls', '2'))).toEqual([
      'E23010000002',
      'E23010000004',
    ]);
  });

  test('prints the seed and how often callers call again, for scripts too', () => {
    convert('--seed', '7');
    expect(printed).toMatch(/^seed +7\n/);
    expect(printed).toMatch(/again within 30 min, an hour, a day +\d+\.\d %, \d+\.\d %, \d+\.\d %/);

    printed = '';
    convert('--seed', '7', '--json');
    expect(JSON.parse(printed)).toMatchObject({
      seed: 7,
      calls: 5,
      officerCalls: 1,
      repeatWithin: { day: expect.any(Number) },
    });
  });

  test.each([
    [['--day', 'tuesday'], 'Not a local time'],
    [['--seed', 'x'], 'Not a whole number'],
    [['--as', 'paris'], 'Allowed choices are san-diego, ottawa'],
    [['--profiles', 'nowhere.json'], 'nowhere.json'],
  ])('refuses %j and says why', (args, words) => {
    const said: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);

    expect(() => convert(...args)).toThrow();
    expect(said.join('')).toContain(words);
  });
});

function convert(...args: string[]): ReturnType<typeof parseRecordedEvents> {
  const command = convertCommand();
  for (const each of [command, ...command.commands]) each.exitOverride();
  const out = join(folder, 'events.ndjson');
  const given = ['--profiles', join(folder, 'profiles.json'), '--out', out, ...args];
  command.parse(['san-diego', join(folder, 'rows.csv'), ...given], { from: 'user' });
  return parseRecordedEvents(readFileSync(out, 'utf8'));
}

function callNumbers(events: ReturnType<typeof parseRecordedEvents>): string[] {
  return [...new Set(events.map(({ callNumber }) => callNumber))].sort();
}
