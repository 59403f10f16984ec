/** Everything that waits, so that a stop ends all of it at once: after `cancelAll` nothing is ever called again. */
export type Timers = {
  after(delayMs: number, run: () => void): void;
  /** Never settles when cancelled: who waits simply does not go on. */
  sleep(delayMs: number): Promise<void>;
  cancelAll(): void;
};

export function createTimers(): Timers {
  const waiting = new Set<NodeJS.Timeout>();
  let cancelled = false;

  function after(delayMs: number, run: () => void): void {
    if (cancelled) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      run();
    }, Math.ceil(delayMs));
    waiting.add(timer);
  }

  return {
    after,
    sleep: (delayMs) => new Promise((resolve) => after(delayMs, resolve)),
    cancelAll() {
      cancelled = true;
      waiting.forEach((timer) => clearTimeout(timer));
      waiting.clear();
    },
  };
}
