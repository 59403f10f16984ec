import type { Timers } from './timers';

/** One sender's line to the air: first come, first served, each text taking its segments' time. */
export type SenderQueue<Item> = {
  put(item: Item, segments: number): void;
  waitingSegments(): number;
};

type Setup<Item> = {
  msPerSegment: number;
  timers: Timers;
  /** Called when the item has been sent over the air. */
  onSent: (item: Item) => void;
};

export function createSenderQueue<Item>({ msPerSegment, timers, onSent }: Setup<Item>): SenderQueue<Item> {
  const waiting: { item: Item; segments: number; sentAt: number }[] = [];
  // Kept as an instant with fractions: at a fast scale a segment takes less than what one timer can wait.
  let freeAt = 0;

  function waitForFirst(): void {
    const first = waiting[0];
    if (first) timers.after(first.sentAt - Date.now(), send);
  }

  function send(): void {
    const now = Date.now();
    for (let first = waiting[0]; first && first.sentAt <= now; first = waiting[0]) {
      waiting.shift();
      onSent(first.item);
    }
    waitForFirst();
  }

  return {
    put(item, segments) {
      freeAt = Math.max(freeAt, Date.now()) + segments * msPerSegment;
      waiting.push({ item, segments, sentAt: freeAt });
      if (waiting.length === 1) waitForFirst();
    },
    waitingSegments: () => waiting.reduce((sum, { segments }) => sum + segments, 0),
  };
}
