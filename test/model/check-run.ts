import { knownEvent, type Numbers } from './arrivals';
import { checkRow, missingRow } from './check-row';
import { decide } from './eligibility';
import { firstOf, settle, type Claim } from './expected-run';
import { fold } from './fold';
import { judge } from './judge';
import { matchEvents } from './match-events';
import { keyOf, renewMoments, type OpenMoment } from './moments';
import { readPolicy, type Instant, type Policy } from './read-policy';
import type { RecordedEvent } from './recorded-event';
import { readEvents, readRun, type Mismatch, type RunCall, type RunText } from './run-files';
import { Slack, type SlackOptions } from './slack';
import { stageOf } from './stage';
import { accept, record } from './take';
import { callIn, newWorld, type Call, type World } from './world';

/** `runEndsAt`: story time of the read-back, as an ISO string. */
export type CheckOptions = SlackOptions & Numbers & { runEndsAt: string };

export type CheckReport = {
  mismatches: Mismatch[];
  counts: { calls: number; eligible: number; rows: number; moments: number };
};

/** A run in its making: the world as it was at each instant, fed with what the run recorded. */
type Check = {
  world: World;
  slack: Slack;
  rows: Map<string, RunText>;
  found: Mismatch[];
  moments: number;
};

type Step = { at: Instant; take: () => void };

/** Holds the result of a replay against the rules; paths are those of the policy, the events and the result. */
export function checkRun(paths: { policy: string; events: string; result: string }, options: CheckOptions) {
  return checkRecorded(readPolicy(paths.policy), readEvents(paths.events), readRun(paths.result), options);
}

export function checkRecorded(
  policy: Policy,
  recorded: RecordedEvent[],
  run: RunCall[],
  options: CheckOptions,
): CheckReport {
  const endsAt = Date.parse(options.runEndsAt);
  const slack = new Slack(options);
  const world = newWorld(policy, options.institutions);
  const { mismatches, arrivals } = matchEvents(recorded, run, endsAt - slack.bound);
  const check: Check = { world, slack, rows: new Map(), found: mismatches, moments: 0 };
  const rows = run.flatMap((call) => call.texts.map((row) => ({ callNumber: call.callNumber, row })));
  const steps: Step[] = [
    ...arrivals.map((arrival) => ({ at: arrival.knownAt, take: () => takeEvent(check, options, arrival) })),
    ...rows
      .filter(({ callNumber, row }) => isFirst(check, callNumber, row))
      .map(({ callNumber, row }) => ({
        at: Date.parse(row.decidedAt),
        take: () => takeRow(check, callIn(world, callNumber), row),
      })),
  ];
  for (const step of steps.sort((a, b) => a.at - b.at)) {
    watchUntil(check, step.at);
    step.take();
  }
  watchUntil(check, endsAt);
  for (const call of run) check.found.push(...checkEnd(world, call, endsAt));
  const eligible = [...world.calls.values()].filter(
    ({ followedSince }) => followedSince !== undefined,
  ).length;
  const counts = { calls: run.length, eligible, rows: rows.length, moments: check.moments };
  return { mismatches: check.found, counts };
}

const rowKey = (callNumber: string, { kind, ordinal }: Pick<RunText, 'kind' | 'ordinal'>): string =>
  `${callNumber} ${kind} ${ordinal}`;

function isFirst(check: Check, callNumber: string, row: RunText): boolean {
  const key = rowKey(callNumber, row);
  const first = check.rows.get(key);
  check.rows.set(key, first ?? row);
  if (!first) return true;
  const seen = `decided ${first.decidedAt} and ${row.decidedAt}`;
  check.found.push({ callNumber, what: 'doubled', expected: `${key} once`, seen, why: 'story 13' });
  return false;
}

function takeEvent(check: Check, numbers: Numbers, arrival: Parameters<typeof knownEvent>[2]): void {
  const { world } = check;
  const seq = callIn(world, arrival.event.callNumber).events.length + 1;
  for (const call of accept(world, knownEvent(world.policy, numbers, arrival, seq))) {
    renewMoments(world.policy, call, arrival.knownAt);
    for (const moment of call.open) if (moment.looked) look(check, call, moment, arrival.knownAt);
  }
}

function takeRow(check: Check, call: Call, row: RunText): void {
  const { world, slack } = check;
  const moment = call.open.find((each) => each.kind === row.kind && each.ordinal === row.ordinal);
  if (moment && !moment.looked) check.moments += 1;
  check.found.push(...checkRow(world, slack, call, row));
  const { kind, ordinal, outcome, reason, delivery, factsSeq } = row;
  const [dueAt, decidedAt] = [Date.parse(row.dueAt), Date.parse(row.decidedAt)];
  const facts = fold(call.events.slice(0, factsSeq));
  const { callNumber } = call;
  record(world, call, { callNumber, kind, ordinal, dueAt, decidedAt, outcome, reason, delivery, facts });
  if (outcome !== 'notSent') slack.take(decidedAt, row.segments ?? 2);
  renewMoments(world.policy, call, decidedAt);
}

/** Once it was to leave nothing, leaving nothing is right, whenever in its time the run looked. */
function look({ world }: Check, call: Call, moment: OpenMoment, at: Instant): void {
  const { outcome } = judge(world, call, moment, at);
  if (moment.looked === 'ranOut') return;
  moment.looked = outcome === 'nothing' || moment.looked === 'nothing' ? 'nothing' : 'records';
}

/** Looks at every moment when it comes due, and when the time to decide it has run out. */
function watchUntil(check: Check, end: Instant): void {
  const next = (): Claim | undefined =>
    firstOf(
      [...check.world.calls.values()]
        .flatMap((call) => call.open.map((moment) => ({ call, moment, at: watchedAt(check, moment) })))
        .filter(({ at }) => at < end),
    );
  for (let claim = next(); claim; claim = next()) {
    if (claim.moment.looked) runOut(check, claim);
    else begin(check, claim);
  }
}

function watchedAt({ slack }: Check, moment: OpenMoment): Instant {
  if (moment.looked === 'ranOut') return Infinity;
  return moment.looked ? slack.decideBy(moment) : Math.max(moment.dueAt, moment.since);
}

function begin(check: Check, claim: Claim): void {
  const { world } = check;
  const { call, moment, at } = claim;
  check.moments += 1;
  look(check, call, moment, at);
  if (wasReplaced(check, claim)) call.decision = decide(world, call, at);
}

/**
 * A refused acknowledgement or survey that came due anew left only its last row. A refusal at another moment
 * than that row's is taken as it must have been: it decided the call at its moment, and is recorded once no
 * event came to move that moment.
 */
function wasReplaced({ world, rows }: Check, { call, moment, at }: Claim): boolean {
  const row = rows.get(rowKey(call.callNumber, moment));
  if (!row || (moment.kind !== 'acknowledgement' && moment.kind !== 'survey')) return false;
  const isLater = Date.parse(row.dueAt) !== moment.dueAt && Date.parse(row.decidedAt) > at;
  return isLater && judge(world, call, moment, at).outcome === 'notSent';
}

function runOut(check: Check, claim: Claim): void {
  const { world, rows, found } = check;
  const { call, moment, at } = claim;
  const row = rows.get(rowKey(call.callNumber, moment));
  const { outcome, reason } = judge(world, call, moment, at);
  if (row && Date.parse(row.dueAt) === moment.dueAt) {
    // The row itself is named as too late when its turn comes.
    moment.looked = 'ranOut';
  } else if (wasReplaced(check, claim)) {
    settle(world, claim);
  } else {
    const isMissing = moment.looked === 'records' && outcome !== 'nothing';
    if (isMissing) found.push(missingRow(call, moment, at, reason ?? outcome));
    call.spent.add(keyOf(moment));
    renewMoments(world.policy, call, at);
  }
}

function checkEnd(world: World, { callNumber, stage, decision }: RunCall, endsAt: Instant): Mismatch[] {
  const call = world.calls.get(callNumber);
  if (!call?.decision) return [];
  const found: Mismatch[] = [];
  const expected = stageOf(world.policy, call, endsAt);
  if (stage !== expected) {
    found.push({ callNumber, what: 'wrongStage', expected, seen: stage, why: 'contract: stage; story 15' });
  }
  const [ours, theirs] = [call.decision, decision].map(({ eligible, reason }) => reason ?? String(eligible));
  if (ours !== theirs) {
    const told = { expected: ours ?? '', seen: theirs ?? '' };
    found.push({ callNumber, what: 'wrongDecision', ...told, why: 'story 6, 7' });
  }
  return found;
}
