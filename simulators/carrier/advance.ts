import type { Message, MessageStatus } from './message';
import type { MessageStore } from './message-store';
import type { Receipts } from './receipts';

/** Brings a text to its next status and reports it; one deleted meanwhile is let go. */
export type Advance = (sid: string, status: MessageStatus, changes?: Partial<Message>) => void;

export function createAdvance(store: MessageStore, receipts: Receipts): Advance {
  return (sid, status, changes = {}) => {
    const before = store.find(sid);
    const receipt = before && receipts.plan(before, status);
    // Status and the receipt owed for it are one write: a restart finds both or neither.
    const message = store.update(sid, ({ owedReceipts }) => ({
      ...changes,
      status,
      updatedAt: Date.now(),
      owedReceipts: receipt ? [...owedReceipts, receipt] : owedReceipts,
    }));
    if (message && receipt) receipts.send(message, receipt);
  };
}
