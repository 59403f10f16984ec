import { SingleBar } from 'cli-progress';
import { MINUTE, SECOND, toIso, type Instant } from '../../domain/instant';
import type { ReplayProgress } from './run-replay';

/** Where no bar can be drawn, a line as often as this. */
const LINE_EVERY_MS = 10_000;

/** Shows on stderr how far the story is between two moments: a bar on a terminal, else a line now and then. */
export function openProgressBar(
  from: Instant,
  until: Instant,
  speed: number,
): {
  show(progress: ReplayProgress): void;
  close(): void;
} {
  const minutes = (at: Instant): number => Math.max(0, Math.min(at, until) - from) / MINUTE;
  const bar = new SingleBar({
    format: '{bar} story {story} · {accepted} events accepted · {open} calls open · {left} left',
    noTTYOutput: true,
    notTTYSchedule: LINE_EVERY_MS,
  });
  const left = (at: Instant): string => `${Math.ceil(Math.max(0, until - at) / speed / SECOND)} s`;
  bar.start(minutes(until), 0, { story: toIso(from).slice(0, 16), accepted: 0, open: '–', left: left(from) });
  return {
    show: ({ storyAt, accepted, open }) =>
      bar.update(minutes(storyAt), {
        story: toIso(storyAt).slice(0, 16),
        accepted,
        open,
        left: left(storyAt),
      }),
    close: () => bar.stop(),
  };
}
