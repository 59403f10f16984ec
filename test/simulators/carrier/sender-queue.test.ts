import { createSenderQueue } from '../../../simulators/carrier/sender-queue';
import { createTimers } from '../../../simulators/carrier/timers';

function aQueue(msPerSegment: number) {
  const sent: { item: string; at: number }[] = [];
  const timers = createTimers();
  const start = Date.now();
  const queue = createSenderQueue<string>({
    msPerSegment,
    timers,
    onSent: (item) => sent.push({ item, at: Date.now() - start }),
  });
  return { queue, timers, sent };
}

describe('one sender’s line', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends in order of arrival, each text taking its segments’ time', () => {
    const { queue, sent } = aQueue(1000);
    queue.put('one segment', 1);
    queue.put('three segments', 3);
    queue.put('last', 1);
    jest.advanceTimersByTime(10_000);
    expect(sent).toEqual([
      { item: 'one segment', at: 1000 },
      { item: 'three segments', at: 4000 },
      { item: 'last', at: 5000 },
    ]);
  });

  it('a line that stood empty starts anew and saves nothing up', () => {
    const { queue, sent } = aQueue(1000);
    queue.put('first', 1);
    jest.advanceTimersByTime(60_000);
    queue.put('second', 1);
    jest.advanceTimersByTime(999);
    expect(sent).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(sent).toHaveLength(2);
  });

  it('keeps its pace when a segment takes less than a millisecond', () => {
    const { queue, sent } = aQueue(0.25);
    for (let index = 0; index < 400; index += 1) queue.put(String(index), 1);
    jest.advanceTimersByTime(90);
    expect(sent.length).toBeGreaterThan(340);
    expect(sent.length).toBeLessThanOrEqual(360);
    jest.advanceTimersByTime(20);
    expect(sent.map(({ item }) => Number(item))).toEqual(Array.from({ length: 400 }, (_, index) => index));
  });

  it('tells what is still waiting', () => {
    const { queue } = aQueue(1000);
    queue.put('a', 2);
    queue.put('b', 3);
    expect(queue.waitingSegments()).toBe(5);
    jest.advanceTimersByTime(2000);
    expect(queue.waitingSegments()).toBe(3);
  });

  it('sends nothing after everything was stopped', () => {
    const { queue, timers, sent } = aQueue(1000);
    queue.put('a', 1);
    timers.cancelAll();
    queue.put('b', 1);
    jest.advanceTimersByTime(10_000);
    expect(sent).toEqual([]);
  });
});
