import type { OpenMoment } from './moments';
import type { Instant, Span } from './read-policy';

/** How late a text may be: real seconds times the scale, after whatever kept it waiting. */
export type SlackOptions = {
  scale: number;
  /** Spans of story time in which texts waited: a stale feed, paused sending, a part that was down. */
  feedStaleSpans?: { from: string; to: string }[];
  /** How many senders there are, and what each sends in a story second. */
  senders?: number;
  segmentsPerSecond?: number;
};

const realMsAllowed = 3_000;

/** Keeps the senders' free slots, and says until when a text has to be decided. */
export class Slack {
  readonly bound: Span;
  private readonly spans: { from: Instant; to: Instant }[];
  private readonly freeAt: Instant[];
  private readonly msPerSegment: Span;

  constructor({ scale, feedStaleSpans = [], senders = 1, segmentsPerSecond = 1 }: SlackOptions) {
    this.bound = realMsAllowed * scale;
    this.spans = feedStaleSpans
      .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
      .sort((a, b) => a.from - b.from);
    this.freeAt = Array.from({ length: senders }, () => 0);
    this.msPerSegment = 1_000 / segmentsPerSecond;
  }

  /** A text took a slot. */
  take(decidedAt: Instant, segments: number): void {
    const soonest = this.freeAt.indexOf(Math.min(...this.freeAt));
    const from = Math.max(this.freeAt[soonest] ?? 0, decidedAt);
    this.freeAt[soonest] = from + segments * this.msPerSegment;
  }

  decideBy({ dueAt, since }: OpenMoment): Instant {
    let ready = Math.max(dueAt, since, Math.min(...this.freeAt));
    for (const { from, to } of this.spans) if (from <= ready + this.bound && to > ready) ready = to;
    return ready + this.bound;
  }
}
