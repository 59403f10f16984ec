import type { Journal } from './journal';
import { phoneOf } from './message';
import type { Message } from './message';

export type MessageStore = {
  add(message: Message): void;
  /** The message with the changes, or null when it was deleted meanwhile. */
  update(sid: string, change: (message: Message) => Partial<Message>): Message | null;
  remove(message: Message): void;
  clear(): void;
  find(sid: string): Message | null;
  /** Oldest first. */
  all(): Message[];
  /** Those of one phone, oldest first. */
  conversation(phone: string): Message[];
  /** The phone of the latest text first. */
  phones(): string[];
  /** Told the phone something changed for; null: for all. Returns how to end it. */
  onChange(listener: (phone: string | null) => void): () => void;
};

export function createMessageStore(journal: Journal): MessageStore {
  const messages = new Map<string, Message>();
  const conversations = new Map<string, Set<string>>();
  const listeners = new Set<(phone: string | null) => void>();

  function keep(message: Message): void {
    const phone = phoneOf(message);
    const sids = conversations.get(phone) ?? new Set();
    // Taken out and put in again, the phone stands last: a Map keeps the order of insertion.
    conversations.delete(phone);
    conversations.set(phone, sids.add(message.sid));
    messages.set(message.sid, message);
  }

  function tell(phone: string | null): void {
    listeners.forEach((listener) => listener(phone));
  }

  journal.kept.forEach(keep);

  return {
    add(message) {
      journal.append({ message });
      keep(message);
      tell(phoneOf(message));
    },
    update(sid, change) {
      const before = messages.get(sid);
      if (!before) return null;
      const message = { ...before, ...change(before) };
      journal.append({ message });
      messages.set(sid, message);
      tell(phoneOf(message));
      return message;
    },
    remove(message) {
      const phone = phoneOf(message);
      journal.append({ removed: message.sid });
      messages.delete(message.sid);
      conversations.get(phone)?.delete(message.sid);
      if (conversations.get(phone)?.size === 0) conversations.delete(phone);
      tell(phone);
    },
    clear() {
      journal.append({ cleared: true });
      messages.clear();
      conversations.clear();
      tell(null);
    },
    find: (sid) => messages.get(sid) ?? null,
    all: () => [...messages.values()],
    conversation: (phone) => [...(conversations.get(phone) ?? [])].flatMap((sid) => messages.get(sid) ?? []),
    phones: () => [...conversations.keys()].reverse(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
