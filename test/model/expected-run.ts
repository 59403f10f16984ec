import { knownEvent, type Arrival, type Numbers } from './arrivals';
import type { Decision } from './eligibility';
import { judge } from './judge';
import { keyOf, renewMoments, type OpenMoment } from './moments';
import type { Instant, Policy, Span } from './read-policy';
import { stageOf, type Stage } from './stage';
import { accept, record } from './take';
import { callIn, kinds, newWorld, type Call, type Text, type World } from './world';

export type ExpectedText = Omit<Text, 'facts'> & { factsSeq: number };
export type ExpectedCall = { callNumber: string; stage: Stage; decision: Decision; texts: ExpectedText[] };

/** A moment about to be decided, and when. */
export type Claim = { call: Call; moment: OpenMoment; at: Instant };

/** At one instant: in the order of rules 8 to 11, then by `receivedAt` and call number. */
function byTurn(a: Claim, b: Claim): number {
  const receivedAt = ({ call }: Claim): Instant => call.facts.received?.occurredAt ?? 0;
  return (
    a.at - b.at ||
    kinds.indexOf(a.moment.kind) - kinds.indexOf(b.moment.kind) ||
    receivedAt(a) - receivedAt(b) ||
    (a.call.callNumber < b.call.callNumber ? -1 : 1)
  );
}

/** The claim whose turn it is. */
export const firstOf = (claims: Claim[]): Claim | undefined =>
  claims.reduce<Claim | undefined>((a, b) => (a && byTurn(a, b) <= 0 ? a : b), undefined);

/** Moments up to and at `endsAt` are played; `lateBy`: how much after its moment each text is decided (0). */
export type ExpectedOptions = { endsAt: Instant; lateBy?: (moment: OpenMoment) => Span };

/**
 * The story forward: what each call comes to when every text is decided at its moment and the carrier takes all.
 * `arrivals` in order of acceptance; one whose `eventId` came before changes nothing.
 */
export function expectedRun(
  policy: Policy,
  arrivals: Arrival[],
  options: Numbers & ExpectedOptions,
): ExpectedCall[] {
  const { lateBy = () => 0 } = options;
  const world = newWorld(policy, options.institutions);
  const once = new Map(arrivals.toReversed().map((arrival) => [arrival.event.eventId, arrival]));
  for (const arrival of arrivals) {
    if (once.get(arrival.event.eventId) !== arrival) continue;
    decideUntil(world, arrival.knownAt - 1, lateBy);
    const seq = callIn(world, arrival.event.callNumber).events.length + 1;
    const touched = accept(world, knownEvent(policy, options, arrival, seq));
    for (const call of touched) renewMoments(policy, call, arrival.knownAt);
  }
  decideUntil(world, options.endsAt, lateBy);
  return [...world.calls.values()].flatMap((call) => expectedCall(policy, call, options.endsAt));
}

/** The rows of `expectedRun` alone, by call and then as decided. */
export const expectedTexts = (...of: Parameters<typeof expectedRun>): ExpectedText[] =>
  expectedRun(...of).flatMap(({ texts }) => texts);

function expectedCall(policy: Policy, call: Call, now: Instant): ExpectedCall[] {
  if (!call.decision || call.events.length === 0) return [];
  const { callNumber, decision } = call;
  const texts = call.texts.map(({ facts, ...text }) => ({ ...text, factsSeq: facts.seq }));
  return [{ callNumber, stage: stageOf(policy, call, now), decision, texts }];
}

type LateBy = NonNullable<ExpectedOptions['lateBy']>;

function nextClaim(world: World, lateBy: LateBy): Claim | undefined {
  const claims = [...world.calls.values()].flatMap((call) =>
    call.open.map((moment) => ({ call, moment, at: Math.max(moment.dueAt, moment.since) + lateBy(moment) })),
  );
  return firstOf(claims);
}

/** Up to and at `end`: events come before the texts of their instant, so until an event is until 1 ms before. */
function decideUntil(world: World, end: Instant, lateBy: LateBy): void {
  for (let claim = nextClaim(world, lateBy); claim && claim.at <= end; claim = nextClaim(world, lateBy)) {
    settle(world, claim);
  }
}

/** Decides a moment as the rules say and records it. */
export function settle(world: World, { call, moment, at }: Claim): void {
  const { outcome, reason } = judge(world, call, moment, at);
  const { kind, ordinal, dueAt } = moment;
  if (outcome === 'nothing') call.spent.add(keyOf(moment));
  else {
    const told = { callNumber: call.callNumber, kind, ordinal, dueAt, decidedAt: at, outcome, reason };
    record(world, call, { ...told, delivery: null, facts: call.facts });
  }
  renewMoments(world.policy, call, at);
}
