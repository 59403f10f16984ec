import { judge } from './judge';
import type { OpenMoment } from './moments';
import type { Instant } from './read-policy';
import { iso, type Mismatch, type RunText, type What } from './run-files';
import type { Slack } from './slack';
import type { Call, Kind, World } from './world';

export const ruleOf: Record<Kind, string> = {
  acknowledgement: 'story 8',
  delayNotice: 'story 9',
  closureNotice: 'story 10',
  survey: 'story 11',
};

const nameOf = ({ kind, ordinal }: { kind: Kind; ordinal: number }): string => `${kind} ${ordinal}`;

const classOf = ({ outcome, reason }: { outcome: string; reason: string | null }): string =>
  outcome === 'notSent' && reason !== 'carrierRefused' ? `notSent, ${reason}` : 'sent';

/** Holds one row against the world as it was when the row was decided. */
export function checkRow(world: World, slack: Slack, call: Call, row: RunText): Mismatch[] {
  const decidedAt = Date.parse(row.decidedAt);
  const mismatch = (what: What, expected: string, seen: string, why: string): Mismatch => ({
    ...{ callNumber: call.callNumber, what, expected: `${nameOf(row)}: ${expected}`, seen, why },
  });
  const facts = factsMismatch(call, row, decidedAt, mismatch);
  const moment = call.open.find(({ kind, ordinal }) => kind === row.kind && ordinal === row.ordinal);
  if (moment) return [...facts, ...atMoment(world, slack, call, row, moment, mismatch)];
  const other = call.open.find(({ kind }) => kind === row.kind);
  if (other) {
    return [...facts, mismatch('wrongOrdinal', `ordinal ${other.ordinal}`, nameOf(row), ruleOf[row.kind])];
  }
  const why = call.followedSince === undefined ? 'story 7: not followed' : `${ruleOf[row.kind]}, 13`;
  return [...facts, mismatch('noMoment', 'not due at all', `${classOf(row)} at ${row.decidedAt}`, why)];
}

type Make = (what: What, expected: string, seen: string, why: string) => Mismatch;

function factsMismatch(call: Call, row: RunText, decidedAt: Instant, mismatch: Make): Mismatch[] {
  const before = call.events.filter(({ knownAt }) => knownAt < decidedAt).length;
  if (row.factsSeq >= before && row.factsSeq <= call.events.length) return [];
  return [mismatch('wrongFacts', `factsSeq ${call.events.length}`, `factsSeq ${row.factsSeq}`, 'story 1, 7')];
}

function atMoment(world: World, slack: Slack, call: Call, row: RunText, moment: OpenMoment, mismatch: Make) {
  const decidedAt = Date.parse(row.decidedAt);
  const found: Mismatch[] = [];
  const rule = ruleOf[row.kind];
  if (Date.parse(row.dueAt) !== moment.dueAt) {
    found.push(mismatch('wrongDueAt', `due ${iso(moment.dueAt)}`, `due ${row.dueAt}`, rule));
  }
  if (decidedAt < moment.dueAt) {
    const expected = `not before ${iso(moment.dueAt)}`;
    found.push(mismatch('tooEarly', expected, `decided ${row.decidedAt}`, rule));
  }
  const by = slack.decideBy(moment);
  if (decidedAt > by) {
    found.push(mismatch('tooLate', `decided by ${iso(by)}`, `decided ${row.decidedAt}`, `${rule}, 13`));
  }
  const verdict = judge(world, call, moment, decidedAt);
  const expected = verdict.outcome === 'nothing' ? 'nothing recorded' : classOf(verdict);
  if (expected !== classOf(row))
    found.push(mismatch('wrongOutcome', expected, classOf(row), `${rule}, 6, 12`));
  return found;
}

/** A moment that passed without its row. */
export function missingRow(call: Call, moment: OpenMoment, by: Instant, expected: string): Mismatch {
  return {
    ...{ callNumber: call.callNumber, what: 'missing', seen: 'no row' },
    expected: `${nameOf(moment)}: ${expected}, due ${iso(moment.dueAt)}, decided by ${iso(by)}`,
    why: `${ruleOf[moment.kind]}, 13`,
  };
}
