import type { EventType, Source } from '../../domain/call-event';
import type { Instant } from '../../domain/instant';
import { drawSource, flagsOfGroups } from './call-origin';
import type { CallPlace } from './call-places';
import { drawStatements, type Statement } from './call-statement';
import { drawTimeline, type CallCourse } from './call-timeline';
import type { CallerPhone, CallerPool } from './caller-pool';
import { drawArrivals } from './feed-faults';
import type { IncidentRow } from './incident-rows';
import { MADE_RATES } from './made-rates';
import { drawFirstPriority, profileOf, type Profiles } from './profiles';
import { chance, seededRandom, type Random } from './random';

/** What a conversion goes by. */
export type Conversion = {
  seed: number;
  place: CallPlace;
  profiles: Profiles;
  /** The groups of a call type in agencies/san-diego/policy.yaml. */
  groupsOf(callTypeCode: string): string[];
};

/** What an event says, in the codes of its place. */
export type Stated = Statement & { dispositionCode?: string; intoCallNumber?: string };

/** One event of a made call; it may arrive more than once. */
export type MadeEvent = {
  eventId: string;
  type: EventType;
  occurredAt: Instant;
  arrivals: Instant[];
  stated: Stated;
};

export type MadeCall = {
  callNumber: string;
  createdAt: Instant;
  source: Source | undefined;
  phone: CallerPhone | null;
  events: MadeEvent[];
};

/** The row of a call, and what other calls have to do with it. */
export type CallToMake = {
  row: IncidentRow;
  createdAt: Instant;
  callers: CallerPool;
  /** The type of the call before: what this one was taken for at first, if its type changed. */
  typeBefore: string;
  /** The call number of the one that this is a duplicate of, if it is one. */
  originalCallNumber: string | undefined;
};

/** Makes the whole call of one row. */
export function makeCall(call: CallToMake, conversion: Conversion): MadeCall {
  const { row, createdAt } = call;
  const random = seededRandom(conversion.seed, row.incidentNumber);
  const source = drawSource(conversion.groupsOf(row.callTypeCode), random);
  const phone = source === 'officer' ? null : call.callers.callerAt(createdAt, random);
  const callNumber = conversion.place.callNumber(row.incidentNumber);
  const events = [
    ...drawStated(call, { source, phone }, conversion, random),
    ...drawSteps(call, source, conversion, random),
  ].map(({ type, after, stated }, index) => ({
    eventId: `${callNumber}-${index + 1}`,
    type,
    occurredAt: createdAt + after,
    arrivals: drawArrivals(createdAt + after, random),
    stated,
  }));
  return { callNumber, createdAt, source, phone, events };
}

/** `after`: milliseconds after the call was created. */
type Happening = { type: EventType; after: number; stated: Stated };

function drawStated(
  { row, typeBefore }: CallToMake,
  caller: Pick<MadeCall, 'source' | 'phone'>,
  { place, profiles, groupsOf }: Conversion,
  random: Random,
): Happening[] {
  const changes = (rate: number): boolean => caller.source !== 'officer' && chance(random, rate);
  const firstPriority = changes(MADE_RATES.priorityDrawn)
    ? drawFirstPriority(random, profiles, row.priorityCode)
    : row.priorityCode;
  const firstType = changes(MADE_RATES.typeChanged) ? typeBefore : row.callTypeCode;
  const callType = (code: string): string => place.callType(code, groupsOf(code)[0] ?? '');
  const { received, updates } = drawStatements(
    {
      ...caller,
      priority: { first: place.priority(firstPriority), last: place.priority(row.priorityCode) },
      callType: { first: callType(firstType), last: callType(row.callTypeCode) },
      flags: flagsOfGroups(groupsOf(row.callTypeCode)),
      division: place.division(row.beat),
      languages: place.languages,
    },
    random,
  );
  return [
    { type: 'received', after: 0, stated: received },
    ...updates.map(({ after, stated }) => ({ type: 'updated' as const, after, stated })),
  ];
}

function drawSteps(
  { row, originalCallNumber }: CallToMake,
  source: MadeCall['source'],
  { place, profiles }: Conversion,
  random: Random,
): Happening[] {
  const course: CallCourse = {
    onView: source === 'officer',
    ...endingOf(row, originalCallNumber, random),
    profile: profileOf(profiles, row.priorityCode),
  };
  return drawTimeline(course, random).map(({ type, after, statesDisposition }) => ({
    type,
    after,
    stated: {
      ...(statesDisposition &&
        row.dispositionCode && { dispositionCode: place.disposition(row.dispositionCode) }),
      ...(type === 'merged' && { intoCallNumber: originalCallNumber }),
    },
  }));
}

/** Priority 9 is taken down by telephone; disposition W is "no dispatch, or cancelled before one". */
function endingOf(
  { priorityCode, dispositionCode }: IncidentRow,
  originalCallNumber: string | undefined,
  random: Random,
): Pick<CallCourse, 'neverSent' | 'ending'> {
  const neverSent = priorityCode === '9' || dispositionCode === 'W';
  if (originalCallNumber !== undefined) return { neverSent: true, ending: 'merged' };
  const isCancelled = dispositionCode === 'CAN' || (dispositionCode === 'W' && chance(random, 0.5));
  return { neverSent, ending: isCancelled ? 'cancelled' : 'closed' };
}
