import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromIso, HOUR } from '../../../domain/instant';
import { MADE_LINES, madeLine, madeLineIndex } from '../../../simulators/cad/made-phones';
import { parseRecordedEvents, type RecordedEvent } from '../../../simulators/cad/recorded-event';
import { relabelRun } from '../../../simulators/cad/relabel-run';
import { root } from '../../support/repository';

const recorded: RecordedEvent = {
  callNumber: '2301-14213',
  arrivesAt: fromIso('2023-01-11T14:50:13Z'),
  body: {
    eventId: '2301-14213-1',
    type: 'merged',
    occurredAt: '2023-01-11T09:50:13-05:00',
    intoCallNumber: '2301-14200',
    reportingParty: { phone: '(613) 555-0149', language: 'fr' },
    division: 'West',
  },
};

describe('a run of recorded calls', () => {
  test('has call numbers, event ids and phones of its own, at its own time', () => {
    expect(relabelRun([recorded], 2, HOUR)).toEqual([
      {
        callNumber: '2301-14213-2',
        arrivesAt: fromIso('2023-01-11T15:50:13Z'),
        body: {
          eventId: '2301-14213-1-2',
          type: 'merged',
          occurredAt: '2023-01-11T15:50:13.000Z',
          intoCallNumber: '2301-14200-2',
          reportingParty: { phone: '(613) 555-0364', language: 'fr' },
          division: 'West',
        },
      },
    ]);
  });

  test.each(['911-555-0123 is a made line too', 'WITHHELD', '613-236-1222', '555-0157'])(
    'leaves a phone that is not of the made ones as it is: %s',
    (phone) => {
      const [relabelled] = relabelRun(
        [{ ...recorded, body: { ...recorded.body, reportingParty: { phone } } }],
        3,
        0,
      );
      const expected = phone.startsWith('911') ? '911-555-0438 is a made line too' : phone;

      expect(relabelled?.body['reportingParty']).toEqual({ phone: expected });
    },
  );

  test('of the demo shares no phone with another, for as many demos as anybody plays', () => {
    const demo = parseRecordedEvents(readFileSync(join(root, 'agencies/ottawa/demo.ndjson'), 'utf8'));
    const runs = Array.from({ length: 90 }, (_, run) => new Set(phonesOf(relabelRun(demo, run + 1, 0))));
    const all = runs.flatMap((phones) => [...phones]);

    expect(runs[0]?.size).toBeGreaterThan(80);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the made lines of an area code', () => {
  test('never hold one of the numbers with a fault of their own, and each stands in one place', () => {
    const lines = Array.from({ length: MADE_LINES }, (_, index) => madeLine(index));

    expect(new Set(lines).size).toBe(MADE_LINES);
    expect(lines.filter((line) => line >= '0150' && line <= '0164')).toEqual([]);
    expect(lines.every((line) => /^\d{4}$/.test(line))).toBe(true);
  });

  test('are found again by their digits', () => {
    fc.assert(fc.property(fc.nat(MADE_LINES - 1), (index) => madeLineIndex(madeLine(index)) === index));
  });
});

/** Numbers that can be dialled, however they are written. */
function phonesOf(events: RecordedEvent[]): string[] {
  return events.flatMap(({ body }) => {
    const phone = (body['reportingParty'] as { phone?: string } | undefined)?.phone ?? '';
    const digits = phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
    return /^(613|343)\d{7}$/.test(digits) ? [digits] : [];
  });
}
