import { acknowledgementOf, textsOf } from './call-record';
import type { CallRecord } from './call-record';
import type { KnownFact } from './call-facts';
import type { Instant } from './instant';
import type { Policy, QuietTime } from './policy';
import { afterQuietTime } from './quiet-time';
import { ELIGIBILITY_REASONS } from './reasons';
import type { Reason } from './reasons';
import type { TextKind, TextRecord } from './text-message';

/** A text that comes due at `dueAt` if no further event changes that. */
export type DueText = { kind: TextKind; ordinal: number; dueAt: Instant };

/** The moments at which this call's texts come due, each kind's next one, the earliest first (story 8 to 11, 13). */
export function dueTexts(call: CallRecord, policy: Policy): DueText[] {
  if (call.followedSince === null) return [];
  return [
    acknowledgementDue(call, policy),
    delayNoticeDue(call, policy),
    closureNoticeDue(call, policy),
    surveyDue(call, policy),
  ]
    .filter((text) => text !== null)
    .filter(({ kind, dueAt }) => !call.passed.some((one) => one.kind === kind && one.dueAt === dueAt))
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** Story 8. */
function acknowledgementDue(call: CallRecord, policy: Policy): DueText | null {
  const { afterCallTakingMs, withoutCallTakingMs, afterChangeMs } = policy.acknowledgement;
  const { received, callTakingEnded } = call.facts;
  if (acknowledgementOf(call) && !call.acknowledgementDueAnew) return null;
  const counted = [callTakingEnded ?? received, call.holdChangedBy, call.madeEligibleBy].filter(isThere);
  if (tooOld(counted, policy)) return null;
  const hold = callTakingEnded ? afterCallTakingMs : withoutCallTakingMs;
  const dueAt = Math.max(
    ...counted.map(({ knownAt }, place) => knownAt + (place === 0 ? hold : afterChangeMs)),
  );
  return { kind: 'acknowledgement', ordinal: 1, dueAt };
}

/** Story 9. Due while a unit is assigned too: then it is only looked at whether notices go on at all. */
function delayNoticeDue(call: CallRecord, policy: Policy): DueText | null {
  const { facts } = call;
  const notices = textsOf(call, 'delayNotice');
  const last = notices.at(-1);
  const noMore = noMoreWaiting(call, policy) || notices.some(endsNotices);
  if (noMore || notices.length >= policy.delayNotice.most) return null;

  const priority = latestTextedPriority(call, policy);
  const base = last ? nextNoticeFrom(last, policy) : firstNoticeFrom(call, priority, policy);
  if (base === null || priority === null) return null;
  const waits = facts.waitsBecause;
  const counted = last ? [waits] : [facts.received, priority, waits];
  if (tooOld(counted.filter(isThere), policy)) return null;

  const notBefore = waits ? waits.knownAt + waitAgainMs(waits.type, priority.code, policy) : base;
  const ordinal = notices.length + 1;
  const dueAt = Math.max(base, notBefore);
  const despiteQuiet = ordinal === 1 && policy.delayNotice.firstDespiteQuiet.includes(priority.code);
  return {
    kind: 'delayNotice',
    ordinal,
    dueAt: despiteQuiet ? dueAt : moved(dueAt, policy.delayNotice.quiet, call, policy),
  };
}

/** Story 9.1: nothing is due, nothing is recorded, as long as it is so. */
function noMoreWaiting({ facts }: CallRecord, policy: Policy): boolean {
  const reopenedLate =
    facts.reopened !== null &&
    facts.received !== null &&
    facts.reopened.occurredAt - facts.received.occurredAt > policy.delayNotice.notAfterReopeningMs;
  return facts.end !== null || facts.attended || reopenedLate;
}

const ENDS_NOTICES: readonly Reason[] = [
  ...ELIGIBILITY_REASONS,
  'noAcknowledgement',
  'phoneChanged',
  'delayNotForType',
];

function endsNotices({ reason }: TextRecord): boolean {
  return reason !== null && ENDS_NOTICES.includes(reason);
}

function latestTextedPriority({ facts }: CallRecord, policy: Policy): (KnownFact & { code: string }) | null {
  return facts.priorityRuns.findLast(({ code }) => policy.priorities.texted.includes(code)) ?? null;
}

function firstNoticeFrom(
  call: CallRecord,
  priority: (KnownFact & { code: string }) | null,
  policy: Policy,
): Instant | null {
  const acknowledgement = acknowledgementOf(call);
  const { received } = call.facts;
  const told = acknowledgement?.outcome === 'sent' || acknowledgement?.outcome === 'unknown';
  if (!acknowledgement || !told || !received || !priority) return null;
  return Math.max(
    received.occurredAt + firstNoticeMs(priority.code, policy),
    priority.knownAt,
    acknowledgement.decidedAt + policy.delayNotice.afterAcknowledgementMs,
  );
}

function nextNoticeFrom(last: TextRecord, policy: Policy): Instant | null {
  const gapMs = policy.delayNotice.nextMs[last.ordinal - 1];
  return gapMs === undefined ? null : last.dueAt + gapMs;
}

function waitAgainMs(because: 'released' | 'reopened', priorityCode: string, policy: Policy): number {
  return because === 'released' ? policy.delayNotice.afterReleasedMs : firstNoticeMs(priorityCode, policy);
}

function firstNoticeMs(priorityCode: string, policy: Policy): number {
  return policy.delayNotice.firstMs[priorityCode] ?? Infinity;
}

/** Story 10, as far as the call itself tells; whether it may be texted is looked at when the moment comes. */
function closureNoticeDue(call: CallRecord, policy: Policy): DueText | null {
  const { facts } = call;
  const wasTold = textsOf(call, 'delayNotice').some((notice) => notice.outcome === 'sent');
  const decided = textsOf(call, 'closureNotice').length > 0;
  if (!facts.end || facts.attended || !wasTold || decided || tooOld([facts.end], policy)) return null;
  const dueAt = facts.end.knownAt + policy.closureNotice.afterEndMs;
  return { kind: 'closureNotice', ordinal: 1, dueAt: moved(dueAt, policy.closureNotice.quiet, call, policy) };
}

/** Story 11, 13. */
function surveyDue(call: CallRecord, policy: Policy): DueText | null {
  const { closed, reopened } = call.facts;
  const row = textsOf(call, 'survey')[0];
  const decided = row && !(refusedByRules(row) && row.reopeningEventId !== (reopened?.eventId ?? null));
  if (!closed || decided || tooOld([closed], policy)) return null;
  const dueAt = Math.max(closed.occurredAt, closed.knownAt) + policy.survey.afterClosedMs;
  return { kind: 'survey', ordinal: 1, dueAt: moved(dueAt, policy.survey.quiet, call, policy) };
}

/** By a rule, not by the carrier. */
export function refusedByRules(row: TextRecord): boolean {
  return row.outcome === 'notSent' && row.reason !== 'carrierRefused';
}

/** Story 5: an event that reached us this late is a fact, but no text is counted from it. */
function tooOld(counted: KnownFact[], policy: Policy): boolean {
  return counted.some(({ knownAt, occurredAt }) => knownAt - occurredAt > policy.eventTooOldMs);
}

function moved(at: Instant, quiet: QuietTime, call: CallRecord, policy: Policy): Instant {
  return afterQuietTime(at, quiet, policy, call.spread);
}

function isThere<T>(value: T | null): value is T {
  return value !== null;
}
