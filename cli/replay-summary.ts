import { fromIso, toIso } from '../domain/instant';
import { TEXT_KINDS, TEXT_OUTCOMES, type TextKind, type TextOutcome } from '../domain/text-message';
import type { ReplayedCall, ReplayResult } from './replay/run-replay';

export type ReplaySummary = {
  story: { startedAt: string; endedAt: string; speed: number };
  events: {
    sent: number;
    accepted: number;
    refused: { eventId: string; httpStatus: number; detail: string | null }[];
  };
  calls: number;
  /** May be texted at the end; ever was, which is what starts a follow-up. */
  eligible: number;
  followed: number;
  stillOpen: number;
  /** Why the others may not be texted, at the end. */
  reasons: Record<string, number>;
  texts: Record<TextKind, Record<TextOutcome, number> & { delivered: number }>;
  /** Why texts that came due were not sent. */
  notSent: Record<string, number>;
  /** The longest that a text was decided after it was due, in seconds of the story and of our time. */
  latest: Record<TextKind, { storySeconds: number; realSeconds: number }>;
};

type Text = ReplayedCall['texts'][number];

/** What a replay came to, in numbers. */
export function summarizeReplay(
  { played, calls, open, startedAt, endedAt }: ReplayResult,
  speed: number,
): ReplaySummary {
  const texts = calls.flatMap((call) => call.texts);
  return {
    story: { startedAt: toIso(startedAt), endedAt: toIso(endedAt), speed },
    events: {
      sent: played.total,
      accepted: played.accepted,
      refused: played.refused.map(({ eventId, httpStatus, detail }) => ({ eventId, httpStatus, detail })),
    },
    calls: calls.length,
    eligible: calls.filter(({ decision }) => decision.eligible).length,
    followed: calls.filter(({ stage }) => stage !== 'notFollowed').length,
    stillOpen: open,
    reasons: countBy(calls.map(({ decision }) => decision.reason)),
    texts: byKind((kind) => countOutcomes(texts.filter((text) => text.kind === kind))),
    notSent: countBy(texts.map(({ kind, reason }) => reason && `${kind} ${reason}`)),
    latest: byKind((kind) =>
      latestOf(
        texts.filter((text) => text.kind === kind),
        speed,
      ),
    ),
  };
}

function countOutcomes(texts: readonly Text[]): Record<TextOutcome, number> & { delivered: number } {
  const counted = { sent: 0, notSent: 0, unknown: 0, pending: 0, delivered: 0 };
  for (const { outcome, delivery } of texts) {
    counted[outcome] += 1;
    counted.delivered += Number(delivery === 'delivered');
  }
  return counted;
}

function latestOf(texts: readonly Text[], speed: number): { storySeconds: number; realSeconds: number } {
  const latest =
    Math.max(0, ...texts.map(({ dueAt, decidedAt }) => fromIso(decidedAt) - fromIso(dueAt))) / 1000;
  return { storySeconds: latest, realSeconds: latest / speed };
}

function byKind<T>(of: (kind: TextKind) => T): Record<TextKind, T> {
  const [acknowledgement, delayNotice, closureNotice, survey] = TEXT_KINDS;
  return {
    acknowledgement: of(acknowledgement),
    delayNotice: of(delayNotice),
    closureNotice: of(closureNotice),
    survey: of(survey),
  };
}

/** Most frequent first. */
function countBy(names: readonly (string | null)[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** The summary as tables for a person to read. */
export function saySummary(summary: ReplaySummary): string {
  const { story, events, texts, latest } = summary;
  return [
    `Story ${story.startedAt} to ${story.endedAt}, ×${story.speed}`,
    `Events ${events.sent}: ${events.accepted} accepted, ${events.refused.length} refused`,
    ...events.refused.map(({ eventId, httpStatus, detail }) => `  ${eventId}: ${httpStatus} ${detail ?? ''}`),
    `Calls ${summary.calls}: ${summary.eligible} eligible, ${summary.followed} followed, ${summary.stillOpen} still open`,
    ...countRows('Not eligible because', summary.reasons),
    '',
    row(['Texts', ...TEXT_OUTCOMES, 'delivered', '  latest after due']),
    ...TEXT_KINDS.map((kind) =>
      row([
        kind,
        ...TEXT_OUTCOMES.map((outcome) => texts[kind][outcome]),
        texts[kind].delivered,
        `  ${latest[kind].storySeconds.toFixed(0)} s story, ${latest[kind].realSeconds.toFixed(1)} s real`,
      ]),
    ),
    ...countRows('Not sent because', summary.notSent),
    '',
  ].join('\n');
}

function countRows(heading: string, counts: Record<string, number>): string[] {
  const rows = Object.entries(counts).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
  return rows.length === 0 ? [] : ['', heading, ...rows];
}

function row([first = '', ...cells]: (string | number)[]): string {
  return String(first).padEnd(18) + cells.map((cell) => String(cell).padStart(11)).join('');
}
