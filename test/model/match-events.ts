import type { Arrival } from './arrivals';
import type { Instant } from './read-policy';
import type { RecordedEvent } from './recorded-event';
import { iso, type Mismatch, type RunCall } from './run-files';

const furthestAhead = 120_000;

/** Joins what was recorded with what was accepted, in order of acceptance; `untilAt`: what had to be accepted. */
export function matchEvents(recorded: RecordedEvent[], run: RunCall[], untilAt: Instant) {
  const mismatches = [...lostEvents(recorded, run, untilAt), ...run.flatMap(wrongSeqs)];
  const arrivals: Arrival[] = [];
  const first = new Map(recorded.toReversed().map((event) => [event.eventId, event]));
  for (const { callNumber, events } of run) {
    for (const { eventId, knownAt } of events.toSorted((a, b) => a.seq - b.seq)) {
      const event = first.get(eventId);
      if (event?.callNumber === callNumber) arrivals.push({ event, knownAt: Date.parse(knownAt) });
      else {
        const expected = 'only events that were recorded for the call';
        mismatches.push({ callNumber, what: 'unknownEvent', expected, seen: eventId, why: 'story 1' });
      }
    }
  }
  return { mismatches, arrivals: arrivals.sort((a, b) => a.knownAt - b.knownAt) };
}

function lostEvents(recorded: RecordedEvent[], run: RunCall[], untilAt: Instant): Mismatch[] {
  const accepted = new Set(run.flatMap(({ events }) => events.map(({ eventId }) => eventId)));
  const calls = new Set(run.map(({ callNumber }) => callNumber));
  const wanted = recorded.filter((event) => isAcceptable(event, untilAt));
  const lostCalls = new Set(
    wanted.map(({ callNumber }) => callNumber).filter((number) => !calls.has(number)),
  );
  const lost = wanted.filter(({ eventId, callNumber }) => !accepted.has(eventId) && calls.has(callNumber));
  return [
    ...[...lostCalls].map((callNumber) => ({
      ...{ callNumber, what: 'lostCall' as const, expected: 'a line in the result', seen: 'none' },
      why: 'contract: a line a call',
    })),
    ...lost.map(({ callNumber, eventId, arrivesAt, occurredAt }) => ({
      ...{ callNumber, what: 'lostEvent' as const, expected: `${eventId} accepted` },
      seen: `nothing, though it came ${arrivesAt ?? occurredAt}`,
      why: 'contract: 202 means stored for good',
    })),
  ];
}

/** Not what is refused by rule: merged into itself, more than 2 minutes ahead; nor what came after the end. */
function isAcceptable(
  { type, callNumber, intoCallNumber, occurredAt, arrivesAt }: RecordedEvent,
  untilAt: Instant,
) {
  if (type === 'merged' && intoCallNumber === callNumber) return false;
  const arrival = Date.parse(arrivesAt ?? occurredAt ?? '');
  const ahead = occurredAt === undefined ? 0 : Date.parse(occurredAt) - arrival;
  return ahead <= furthestAhead && arrival <= untilAt;
}

function wrongSeqs({ callNumber, events }: RunCall): Mismatch[] {
  const inOrder = events.toSorted((a, b) => a.seq - b.seq);
  return inOrder.flatMap(({ eventId, seq, knownAt }, index) => {
    const before = inOrder[index - 1]?.knownAt ?? knownAt;
    if (seq === index + 1 && Date.parse(before) <= Date.parse(knownAt)) return [];
    const expected = `seq ${index + 1}, known at ${iso(Date.parse(before))} or later`;
    const seen = `${eventId}: seq ${seq}, known at ${knownAt}`;
    return [{ callNumber, what: 'wrongSeq' as const, expected, seen, why: 'story 1' }];
  });
}
