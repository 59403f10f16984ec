import type { KnownEvent } from './fold';
import { afterQuiet, spreadOf } from './quiet';
import type { Instant, Policy, Quiet } from './read-policy';
import { isRefused, type Call, type Kind, type Text } from './world';

/** A text that comes due: `countedFrom` are the events its moment is counted from. */
export type Moment = { kind: Kind; ordinal: number; dueAt: Instant; countedFrom: KnownEvent[] };
/** A moment that stands and since when we know it does; `looked`: what a check found it would come to at its start. */
export type OpenMoment = Moment & { since: Instant; looked?: 'records' | 'nothing' | 'ranOut' };

/** Reasons of a delay notice that let the next one follow (story, 9.4; the carrier's and staff's refusals too). */
const goOn = ['tooLate', 'numberJustTold', 'overCeiling', 'carrierRefused'];

export const keyOf = ({ kind, ordinal, dueAt }: Moment): string => `${kind} ${ordinal} ${dueAt}`;

/** Every moment of a followed call as its facts and rows stand now, past ones included. */
export function momentsOf(policy: Policy, call: Call): Moment[] {
  if (call.followedSince === undefined) return [];
  return [acknowledgement, delayNotice, closureNotice, survey]
    .flatMap((moment) => moment(policy, call) ?? [])
    .filter(({ countedFrom }) => !countedFrom.some(({ old }) => old))
    .filter((moment) => !call.spent.has(keyOf(moment)));
}

/** Brings `call.open` up to date at an instant at which an event or a row changed it. */
export function renewMoments(policy: Policy, call: Call, now: Instant): void {
  const before = new Map(call.open.map((moment) => [keyOf(moment), moment]));
  call.open = momentsOf(policy, call).map((moment) => before.get(keyOf(moment)) ?? { ...moment, since: now });
}

const only = (call: Call, wanted: Kind): Text | undefined => call.texts.find(({ kind }) => kind === wanted);

function acknowledgement(policy: Policy, call: Call): Moment | undefined {
  const { afterCallTaking, withoutCallTaking, afterChange } = policy.acknowledgement;
  const { callTakingEnded, received } = call.facts;
  const { madeEligible, lastChange } = call;
  if (!received || !madeEligible || !lastChange) return undefined;
  if (only(call, 'acknowledgement') && !call.dueAnew) return undefined;
  const begin = callTakingEnded
    ? { event: callTakingEnded, span: afterCallTaking }
    : { event: received, span: withoutCallTaking };
  const dueAt = Math.max(
    begin.event.knownAt + begin.span,
    lastChange.knownAt + afterChange,
    madeEligible.knownAt + afterChange,
  );
  return { kind: 'acknowledgement', ordinal: 1, dueAt, countedFrom: [begin.event, lastChange, madeEligible] };
}

function delayNotice(policy: Policy, call: Call): Moment | undefined {
  const rules = policy.delayNotice;
  const confirmed = only(call, 'acknowledgement');
  const rows = call.texts.filter(({ kind }) => kind === 'delayNotice').sort((a, b) => a.ordinal - b.ordinal);
  const stopped = rows.some(({ outcome, reason }) => outcome === 'notSent' && !goOn.includes(reason ?? ''));
  if (confirmed?.outcome !== 'sent' && confirmed?.outcome !== 'unknown') return undefined;
  if (rows.length >= rules.most || stopped) return undefined;
  const run = latestTextedRun(policy, call);
  const first = rules.first.get(run?.priority ?? '');
  if (!run || first === undefined) return undefined;
  const last = rows.at(-1);
  const begin = last
    ? { at: last.dueAt + (rules.next[rows.length - 1] ?? 0), countedFrom: [] }
    : firstDelayNotice(policy, call, confirmed.decidedAt, run.firstKnown, first);
  const wait = call.facts.assigned ? undefined : call.facts.waitsSince;
  const waitSpan = wait?.type === 'released' ? rules.afterReleased : first;
  const moment = Math.max(begin.at, wait ? wait.knownAt + waitSpan : -Infinity);
  const despiteQuiet = !last && rules.firstDespiteQuiet.includes(run.priority);
  return {
    ...{ kind: 'delayNotice', ordinal: rows.length + 1 },
    dueAt: despiteQuiet ? moment : movedOut(policy, call, moment, rules.quiet),
    countedFrom: wait ? [...begin.countedFrom, wait] : begin.countedFrom,
  };
}

function firstDelayNotice(policy: Policy, call: Call, sentAt: Instant, firstKnown: KnownEvent, span: number) {
  const { received } = call.facts;
  const at = Math.max(
    (received?.occurredAt ?? 0) + span,
    firstKnown.knownAt,
    sentAt + policy.delayNotice.afterAcknowledgement,
  );
  return { at, countedFrom: received ? [received, firstKnown] : [firstKnown] };
}

/** The latest texted priority, and the event from which we first knew of it in its unbroken run. */
function latestTextedRun({ priorities }: Policy, { facts }: Call) {
  const stated = facts.priorities;
  const last = stated.findLastIndex(({ code }) => priorities.texted.includes(code));
  const priority = stated[last]?.code;
  if (priority === undefined) return undefined;
  const before = stated.findLastIndex(({ code }, index) => index < last && code !== priority);
  const run = stated.slice(before + 1, last + 1).map(({ event }) => event);
  const firstKnown = run.reduce((a, b) => (b.seq < a.seq ? b : a));
  return { priority, firstKnown };
}

function closureNotice(policy: Policy, call: Call): Moment | undefined {
  const [end] = call.facts.ends;
  const told = call.texts.some(({ kind, outcome }) => kind === 'delayNotice' && outcome === 'sent');
  if (!end || !told || call.facts.attended || only(call, 'closureNotice')) return undefined;
  const { afterEnd, quiet } = policy.closureNotice;
  const dueAt = movedOut(policy, call, end.knownAt + afterEnd, quiet);
  return { kind: 'closureNotice', ordinal: 1, dueAt, countedFrom: [end] };
}

function survey(policy: Policy, call: Call): Moment | undefined {
  const { closed } = call.facts;
  const row = only(call, 'survey');
  if (!closed || (row && !isNewRound(row, call))) return undefined;
  const { afterClosed, quiet } = policy.survey;
  const dueAt = movedOut(policy, call, Math.max(closed.occurredAt, closed.knownAt) + afterClosed, quiet);
  return { kind: 'survey', ordinal: 1, dueAt, countedFrom: [closed] };
}

/** A refused survey is due anew once a `reopened` counted that the row did not know (story, 13). */
function isNewRound(row: Text, call: Call): boolean {
  return isRefused(row) && row.facts.reopenings.at(-1)?.eventId !== call.facts.reopenings.at(-1)?.eventId;
}

function movedOut(policy: Policy, call: Call, moment: Instant, quiet: Quiet): Instant {
  return afterQuiet(moment, quiet, policy.timeZone, spreadOf(call.callNumber, policy.spread));
}
