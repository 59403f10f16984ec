import type { Advance } from './advance';
import { magicNumber } from './magic-numbers';
import { isWaiting } from './message';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import type { Pace } from './pace';
import type { Receipts } from './receipts';
import { createSenderQueue } from './sender-queue';
import type { SenderQueue } from './sender-queue';
import type { Timers } from './timers';

/** The way of a text from the carrier's door to the handset. */
export type Delivery = {
  /** Takes a text for good. */
  accept(message: Message): void;
  /** Goes on with what the last run left. */
  resume(): void;
  waitingSegments(sender: string): number;
  /** Empties every line, when the texts in it are gone. */
  forget(): void;
};

type Setup = {
  store: MessageStore;
  advance: Advance;
  receipts: Receipts;
  timers: Timers;
  pace: Pace;
  onDelivered: (message: Message) => void;
};

/** The text waited longer than its validity. */
const VALIDITY_EXPIRED = 30036;

export function createDelivery({ store, advance, receipts, timers, pace, onDelivered }: Setup): Delivery {
  const lines = new Map<string, SenderQueue<string>>();

  function lineOf(sender: string): SenderQueue<string> {
    const line =
      lines.get(sender) ??
      createSenderQueue<string>({ msPerSegment: pace.perSegment, timers, onSent: leave });
    lines.set(sender, line);
    return line;
  }

  function leave(sid: string): void {
    const message = store.find(sid);
    if (!message || !isWaiting(message)) return;
    if (Date.now() - message.createdAt > message.validitySeconds * 1000) {
      advance(sid, 'failed', { errorCode: VALIDITY_EXPIRED });
      return;
    }
    advance(sid, 'sent', { sentAt: Date.now() });
    timers.after(pace.toHandset, () => arrive(sid));
  }

  function arrive(sid: string): void {
    const message = store.find(sid);
    // A network that never reports leaves a text at `sent`, for the carrier too.
    if (!message || magicNumber(message.to)?.receipts === 'none') return;
    const errorCode = magicNumber(message.to)?.undeliveredWith;
    if (errorCode !== undefined) {
      advance(sid, 'undelivered', { errorCode });
      return;
    }
    advance(sid, 'delivered');
    onDelivered(message);
  }

  function queue({ sid, from, segments }: Message): void {
    lineOf(from).put(sid, segments);
  }

  return {
    accept(message) {
      store.add(message);
      if (message.status === 'accepted') advance(message.sid, 'queued');
      queue(message);
    },
    resume() {
      for (const message of store.all()) {
        message.owedReceipts.forEach((receipt) => receipts.send(message, receipt));
        if (isWaiting(message)) queue(message);
        if (message.status === 'sent') timers.after(pace.toHandset, () => arrive(message.sid));
        if (message.status === 'delivered') onDelivered(message);
      }
    },
    waitingSegments: (sender) => lines.get(sender)?.waitingSegments() ?? 0,
    forget: () => lines.clear(),
  };
}
