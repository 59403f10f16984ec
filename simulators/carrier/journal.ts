import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import type { Message } from './message';

/** A whole message each time it changes; the last one counts. */
type Entry = { message: Message } | { removed: string } | { cleared: true };

/** Messages that survive the process, a kill included: an entry is with the system before anybody is answered. */
export type Journal = {
  /** What the last run left, oldest first. */
  readonly kept: readonly Message[];
  append(entry: Entry): void;
  close(): void;
};

export const noJournal: Journal = { kept: [], append() {}, close() {} };

/**
 * Opens an NDJSON file, made smaller on the way: one line a message.
 * @throws {Error} of the file system, when the file can be neither read nor written.
 */
export function openJournal(path: string): Journal {
  const kept = existsSync(path) ? readMessages(readFileSync(path, 'utf8')) : [];
  writeFileSync(`${path}.new`, kept.map((message) => line({ message })).join(''));
  renameSync(`${path}.new`, path);
  let file: number | null = openSync(path, 'a');
  return {
    kept,
    append(entry) {
      if (file !== null) writeSync(file, line(entry));
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function line(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

function readMessages(text: string): Message[] {
  const messages = new Map<string, Message>();
  for (const entry of text.split('\n').map(readEntry)) {
    if (entry === null) continue;
    if ('message' in entry) messages.set(entry.message.sid, entry.message);
    else if ('removed' in entry) messages.delete(entry.removed);
    else messages.clear();
  }
  return [...messages.values()];
}

/** The last line of a killed process may be cut off; it was never answered, so it never was. */
function readEntry(text: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['message', 'removed', 'cleared'].some((key) => key in value)
  );
}
