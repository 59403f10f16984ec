import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arrival } from './arrivals';
import { checkRecorded, type CheckOptions } from './check-run';
import { at, event, ottawa, ottawaPath, received, rightRun } from './hand-made';
import { main } from './main';
import { iso, type RunCall, type RunText } from './run-files';

const [call, other] = ['26-100', '26-101'];
const story: Arrival[] = [
  received(call, '10:00'),
  event(call, '10:02', 'callTakingEnded'),
  received(other, '10:10', { phone: '613-555-0124', priorityCode: '4' }),
  event(call, '10:50', 'dispatched'),
  event(call, '11:10', 'released'),
  event(other, '11:20', 'closed', { dispositionCode: 'REPORT' }),
];
const until = '12:00';

const check = (run: RunCall[], options: Partial<CheckOptions> = {}, arrivals = story, ends = until) =>
  checkRecorded(
    ottawa,
    arrivals.map((arrival) => arrival.event),
    run,
    { scale: 1, runEndsAt: iso(at(ends)), ...options },
  );

/** The right run of the story with one row changed, or dropped when the change answers nothing. */
function runWith(kind: string, change: (row: RunText) => RunText[]): RunCall[] {
  return rightRun(story, until).map((line) => ({
    ...line,
    texts: line.texts.flatMap((row) =>
      line.callNumber === call && `${row.kind} ${row.ordinal}` === kind ? change(row) : [row],
    ),
  }));
}

const namedIn = (run: RunCall[]) =>
  check(run).mismatches.map(({ callNumber, what }) => `${callNumber} ${what}`);
const shifted = (instant: string, seconds: number) => iso(Date.parse(instant) + seconds * 1000);

test('a run that does everything at its moment has no mismatch', () => {
  const run = rightRun(story, until);
  expect(run.map(({ texts }) => texts.map(({ kind, dueAt }) => `${kind} ${dueAt.slice(11, 16)}`))).toEqual([
    ['acknowledgement 15:04', 'delayNotice 15:30', 'delayNotice 16:30'],
    ['acknowledgement 15:22', 'delayNotice 16:10'],
  ]);
  expect(check(run)).toEqual({ mismatches: [], counts: { calls: 2, eligible: 2, rows: 5, moments: 5 } });
});

test('a text a little late is right, as are unknown, pending and what the carrier refused', () => {
  const late = (row: RunText): RunText => ({ ...row, decidedAt: shifted(row.decidedAt, 3) });
  expect(namedIn(runWith('delayNotice 1', (row) => [late(row)]))).toEqual([]);
  expect(namedIn(runWith('delayNotice 1', (row) => [{ ...row, outcome: 'unknown' }]))).toEqual([]);
  expect(namedIn(runWith('delayNotice 2', (row) => [{ ...row, outcome: 'pending' }]))).toEqual([]);
  const refused = { outcome: 'notSent', reason: 'carrierRefused' } as const;
  expect(namedIn(runWith('delayNotice 1', (row) => [{ ...row, ...refused }]))).toEqual([]);
});

describe('names', () => {
  test('a text that came too early', () => {
    const early = runWith('delayNotice 1', (row) => [{ ...row, decidedAt: shifted(row.decidedAt, -1) }]);
    expect(check(early).mismatches).toEqual([
      {
        ...{ callNumber: call, what: 'tooEarly', why: 'story 9' },
        expected: 'delayNotice 1: not before 2026-01-15T15:30:00.000Z',
        seen: 'decided 2026-01-15T15:29:59.000Z',
      },
    ]);
  });

  test('a text that came too late, at the scale of the run', () => {
    const late = runWith('delayNotice 2', (row) => [{ ...row, decidedAt: shifted(row.decidedAt, 3.001) }]);
    expect(namedIn(late)).toEqual(['26-100 tooLate']);
    expect(check(late, { scale: 2 }).mismatches).toEqual([]);
  });

  test('a text that is missing, but not in the last seconds of a run', () => {
    const missing = runWith('delayNotice 2', () => []);
    expect(namedIn(missing)).toEqual(['26-100 missing']);
    expect(check(missing, {}, story, '11:30').mismatches.map(({ what }) => what)).toEqual([]);
  });

  test('a text that was decided twice', () => {
    expect(namedIn(runWith('delayNotice 2', (row) => [row, row]))).toEqual(['26-100 doubled']);
  });

  test('a wrong due moment, to the millisecond', () => {
    const wrong = runWith('delayNotice 2', (row) => [{ ...row, dueAt: shifted(row.dueAt, -0.001) }]);
    expect(namedIn(wrong)).toEqual(['26-100 wrongDueAt']);
  });

  test('a wrong reason, and a text refused that was to be sent', () => {
    const refused = runWith('delayNotice 2', (row) => [{ ...row, outcome: 'notSent', reason: 'tooLate' }]);
    expect(check(refused).mismatches).toMatchObject([
      { what: 'wrongOutcome', expected: 'delayNotice 2: sent', seen: 'notSent, tooLate' },
    ]);
  });

  test('a wrong ordinal', () => {
    const wrong = namedIn(runWith('delayNotice 2', (row) => [{ ...row, ordinal: 3 }]));
    expect(wrong).toContain('26-100 wrongOrdinal');
  });

  test('a text with no moment to it', () => {
    const closure: Partial<RunText> = { kind: 'closureNotice', ordinal: 1 };
    expect(namedIn(runWith('delayNotice 2', (row) => [row, { ...row, ...closure }]))).toEqual([
      '26-100 noMoment',
    ]);
  });

  test('a text decided on other facts than were known', () => {
    expect(namedIn(runWith('delayNotice 2', (row) => [{ ...row, factsSeq: 3 }]))).toEqual([
      '26-100 wrongFacts',
    ]);
  });

  test('an event or a call that was lost, one nobody sent, and numbers out of order', () => {
    const run = rightRun(story, until);
    const [first, second] = run.map((line) => ({ ...line, events: line.events.slice(0, -1) }));
    expect(namedIn(run.slice(1))).toEqual(['26-100 lostCall']);
    expect(first && second && namedIn([first, ...run.slice(1)])).toContain('26-100 lostEvent');
    const [one, two] = run;
    const extra = { eventId: 'nobody', seq: 3, knownAt: iso(at('11:30')) };
    expect(one && two && namedIn([one, { ...two, events: [...two.events, extra] }])).toEqual([
      '26-101 unknownEvent',
    ]);
    const twisted = one?.events.map((each) => ({ ...each, seq: each.seq + 1 })) ?? [];
    expect(one && two && namedIn([{ ...one, events: twisted }, two])).toContain('26-100 wrongSeq');
  });

  test('a wrong stage and a wrong decision at the end', () => {
    const wrong = { stage: 'held', decision: { eligible: false, reason: 'hazard' } };
    const run = rightRun(story, until).map((line) =>
      line.callNumber === call ? { ...line, ...wrong } : line,
    );
    expect(namedIn(run)).toEqual(['26-100 wrongStage', '26-100 wrongDecision']);
  });

  test('a text sent though its number is protected', () => {
    const protecting = received('26-109', '11:25', { callTypeCode: 'ASSAULT', priorityCode: '5' });
    const run = [...rightRun(story, until), ...rightRun([protecting], until)];
    const { mismatches } = check(run, {}, [...story, protecting]);
    expect(mismatches.map(({ what, expected }) => `${what} ${expected}`)).toEqual([
      'wrongOutcome delayNotice 2: notSent, numberProtected',
      'wrongDecision numberProtected',
    ]);
  });
});

test('a refusal that a later row replaced is taken as it must have been', () => {
  const risky = received(other, '10:03', { priorityCode: '1', flags: [] });
  const arrivals = [
    ...story.slice(0, 2),
    risky,
    event(other, '14 10:05', 'closed', { known: '10:15' }),
    event(call, '10:20', 'updated', { division: 'West' }),
  ];
  const run = rightRun(arrivals, until);
  expect(run[0]?.texts[0]).toMatchObject({ dueAt: iso(at('10:22')), outcome: 'sent' });
  expect(check(run, {}, arrivals).mismatches).toEqual([]);
  expect(check(run, { scale: 1440 }, arrivals).mismatches).toEqual([]);
});

test('what was to leave nothing when the run looked leaves nothing, whatever came just after', () => {
  const assigned = [...story.slice(0, 2), event(call, '10:20', 'dispatched')];
  const arrivals = [...assigned, event(call, '10:31', 'updated', { flags: ['hazard'] })];
  expect(check(rightRun(arrivals, until), { scale: 144 }, arrivals).mismatches).toEqual([]);
});

test('an acknowledgement that the carrier could not deliver brings no survey', () => {
  const arrivals = [...story.slice(0, 2), event(call, '10:20', 'closed', { dispositionCode: 'REPORT' })];
  const ends = '16 12:00';
  const lost = rightRun(arrivals, ends).map((line) => ({
    ...line,
    texts: line.texts.map((row) => (row.kind === 'survey' ? row : { ...row, delivery: 'undelivered' })),
  }));
  expect(check(lost, {}, arrivals, ends).mismatches).toMatchObject([
    { what: 'wrongOutcome', expected: 'survey 1: notSent, noAcknowledgement', seen: 'sent' },
  ]);
});

test('a text may wait for a stale feed and for the sender, and is named when it waited for neither', () => {
  const late = runWith('delayNotice 1', (row) => [{ ...row, decidedAt: shifted(row.decidedAt, 600) }]);
  expect(namedIn(late)).toContain('26-100 tooLate');
  const feedStaleSpans = [{ from: iso(at('10:29')), to: iso(at('10:40')) }];
  expect(check(late, { feedStaleSpans }).mismatches).toEqual([]);
  const same = [call, other].map((number, index) =>
    received(number, '10:00', { phone: `613-555-012${index}` }),
  );
  const queued = rightRun(same, '10:20').map((line, index) => ({
    ...line,
    texts: line.texts.map((row) => ({ ...row, decidedAt: shifted(row.decidedAt, index * 13), segments: 10 })),
  }));
  expect(check(queued, {}, same, '10:20').mismatches).toEqual([]);
  expect(check(queued, { segmentsPerSecond: 2 }, same, '10:20').mismatches).toMatchObject([
    { what: 'tooLate' },
  ]);
});

describe('any run that the rules themselves make', () => {
  const types = [
    'updated',
    'callTakingEnded',
    'dispatched',
    'arrived',
    'released',
    'closed',
    'cancelled',
  ] as const;
  const minute = fc.integer({ min: 0, max: 60 * 30 });
  const numbers = fc.constantFrom(call, other, '26-102');
  const phones = fc.constantFrom('613-555-0123', '613-555-0124');
  const when = (minutes: number) => iso(at('06:00') + minutes * 60_000);
  const one = fc.record({
    ...{ callNumber: numbers, minute, late: fc.integer({ min: 0, max: 40 }), phone: phones },
    type: fc.constantFrom('received', 'reopened', 'merged', ...types),
    priorityCode: fc.constantFrom('3', '3', '4', '4', '5', '1'),
    callTypeCode: fc.constantFrom('THEFT', 'FRAUD', 'NOISE', 'THEFT', 'ALARM'),
    flag: fc.constantFrom(...['', '', '', '', 'hazard', 'doNotText']),
  });
  const storyOf = fc.array(one, { minLength: 4, maxLength: 24 }).map((steps) =>
    steps
      .map((step, index): Arrival => {
        const { callNumber, type, priorityCode, callTypeCode, phone, flag } = step;
        const states = type === 'received' || type === 'updated';
        const stated = { priorityCode, callTypeCode, reportingParty: { phone }, flags: flag ? [flag] : [] };
        const merge = type === 'merged' ? { intoCallNumber: callNumber === call ? other : call } : {};
        const ids = { callNumber, type, eventId: `p${index}`, occurredAt: when(step.minute) };
        // A millisecond each, as no two events of a number are known at one instant.
        const knownAt = Date.parse(when(step.minute + step.late)) + index;
        return { knownAt, event: { ...ids, arrivesAt: iso(knownAt), ...(states ? stated : {}), ...merge } };
      })
      .sort((a, b) => a.knownAt - b.knownAt),
  );

  const ends = '17 20:00';

  test('has no mismatch', () => {
    fc.assert(
      fc.property(storyOf, (arrivals) => {
        expect(check(rightRun(arrivals, ends), {}, arrivals, ends).mismatches).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('has none where it decides a little after each moment', () => {
    fc.assert(
      fc.property(storyOf, fc.integer({ min: 1, max: 8_640 }), (arrivals, pace) => {
        // Up to 432 story seconds, which are 3 real ones at this scale, and never two texts at one instant.
        const run = rightRun(arrivals, ends, ({ dueAt }) => ((dueAt % 8_641) * pace) % 431_993);
        expect(check(run, { scale: 144 }, arrivals, ends).mismatches).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('the command reads the files, prints what differs and answers by its exit code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heard-model-'));
  try {
    const [events, result] = [join(folder, 'events.ndjson'), join(folder, 'result.ndjson')];
    const write = (path: string, lines: unknown[]) =>
      writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    write(events, story.map((arrival) => arrival.event)); // prettier-ignore
    write(
      result,
      runWith('delayNotice 2', () => []),
    );
    const printed: string[] = [];
    const args = [ottawaPath, events, result, '--ends-at', iso(at(until))];
    expect(main(args, (line) => printed.push(line))).toBe(1);
    expect(printed).toEqual([
      expect.stringContaining('26-100  missing: expected delayNotice 2: sent, due 2026-01-15T16:30:00.000Z'),
      '2 calls, 2 followed, 4 rows and 5 moments checked',
      '1 mismatches',
    ]);
    write(result, rightRun(story, until));
    expect(main(args, () => {})).toBe(0);
    expect(main([ottawaPath], () => {})).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
