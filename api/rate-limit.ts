/** Takes `events` from the key's bucket and gives 0; or takes none and gives the seconds to wait for them. */
export type RateLimit = (keyName: string, events: number) => number;

/** Every bucket holds a whole batch, however slowly it is filled. */
const LEAST_CAPACITY = 500;
const SECONDS_HELD = 5;

/**
 * One bucket a key in this process, filled with `eventsPerSecond` a real second.
 * @param now milliseconds that only go forward
 */
export function limitRate(eventsPerSecond: number, now = () => performance.now()): RateLimit {
  const capacity = Math.max(LEAST_CAPACITY, SECONDS_HELD * eventsPerSecond);
  const buckets = new Map<string, { events: number; at: number }>();
  return (keyName, events) => {
    const at = now();
    const before = buckets.get(keyName) ?? { events: capacity, at };
    const held = Math.min(capacity, before.events + ((at - before.at) / 1000) * eventsPerSecond);
    const enough = events <= held;
    buckets.set(keyName, { events: enough ? held - events : held, at });
    return enough ? 0 : Math.ceil((events - held) / eventsPerSecond);
  };
}
