import fc from 'fast-check';
import { DAY, HOUR, MINUTE, toIso } from '../../domain/instant';
import type { RecordedEvent } from '../model/recorded-event';
import { TEN_O_CLOCK } from './store';
import type { DrawnEvent } from './story-by-hand';

/** Another run of the same tests: HEARD_TEST_SEED=…, and as many as HEARD_TEST_RUNS. */
export const STORY_SEED = Number(process.env['HEARD_TEST_SEED'] ?? 20260115);
export const storyRuns = (usual: number): number => Number(process.env['HEARD_TEST_RUNS'] ?? usual);

export const CALLS = ['26-1', '26-2', '26-3'];
const PHONES = ['613-555-0123', '+1 (613) 555-0124', '613 555 0125'];

const often = <T>(weight: number, value: T) => ({ weight, arbitrary: fc.constant(value) });

const fields = fc.record(
  {
    priorityCode: fc.oneof(often(8, '3'), often(5, '4'), often(1, '2'), often(1, '5')),
    callTypeCode: fc.oneof(
      often(10, 'THEFT'),
      often(3, 'NOISE'),
      often(1, 'DOMESTIC'),
      often(1, 'ALARM'),
      often(1, 'PATROL'),
    ),
    phone: fc.constantFrom(...PHONES),
    safeToText: fc.oneof(often(10, 'yes'), often(3, 'notAsked'), often(1, 'no')),
    flags: fc.oneof(often(12, []), often(1, ['hazard']), often(1, ['doNotText']), often(1, ['inProgress'])),
    source: fc.oneof(often(12, 'public'), often(1, 'officer')),
  },
  { requiredKeys: [] },
);

const type = fc.oneof(
  often(3, 'updated' as const),
  often(6, 'callTakingEnded' as const),
  often(5, 'dispatched' as const),
  often(2, 'arrived' as const),
  often(4, 'released' as const),
  often(5, 'closed' as const),
  often(1, 'cancelled' as const),
  often(1, 'merged' as const),
  often(3, 'reopened' as const),
);

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 * MINUTE }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 * DAY }) },
);
const late = fc.oneof(
  { weight: 12, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * HOUR }) },
);

const step = fc.record({
  callNumber: fc.constantFrom(...CALLS),
  into: fc.constantFrom(...CALLS),
  type,
  fields,
  gap,
  late,
  dispositionCode: fc.oneof(often(6, 'REPORT'), often(1, 'GONE'), often(1, undefined)),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A few calls of a few phones: what is stated, what happens, in what order and how late. */
export const story = fc.record({
  begins: fc.integer({ min: 0, max: DAY }),
  received: fc.array(fc.record({ gap, late, fields }), { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { maxLength: 14 }),
});
export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** Each call is received once among the steps; what a step draws and its type cannot state is left out. */
export function drawEvents({ begins, received, steps }: Story): DrawnEvent[] {
  const firsts = received.map((one, place) => ({
    ...{
      ...one,
      callNumber: CALLS[place] ?? '',
      into: '',
      type: 'received' as const,
      dispositionCode: undefined,
    },
    fields: { priorityCode: '3', callTypeCode: 'THEFT', phone: PHONES[0], ...one.fields },
  }));
  let at = TEN_O_CLOCK + begins;
  return [...firsts, ...steps].map((one, place) => {
    at += one.gap;
    return { at, event: eventOf(one, `e${String(place).padStart(3, '0')}`, at) };
  });
}

function eventOf(
  one: Omit<Step, 'type'> & { type: RecordedEvent['type'] },
  eventId: string,
  at: number,
): RecordedEvent {
  const { phone, safeToText, ...rest } = one.fields;
  const states = one.type === 'received' || one.type === 'updated';
  const party = { ...(phone && { phone }), ...(safeToText && { safeToText }) };
  const merges = one.type === 'merged' && one.into !== one.callNumber;
  return {
    callNumber: one.callNumber,
    eventId,
    type: one.type === 'merged' && !merges ? 'updated' : one.type,
    occurredAt: toIso(at - one.late),
    ...(states && { ...rest, ...(Object.keys(party).length > 0 && { reportingParty: party }) }),
    ...(one.type === 'closed' && one.dispositionCode && { dispositionCode: one.dispositionCode }),
    ...(merges && { intoCallNumber: one.into }),
  };
}
