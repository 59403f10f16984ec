import { checkAgainstStored } from '../../../runtime/embedded/story-clock';

const stored = { realAt: 0, storyAt: Date.parse('2026-01-15T15:00:00Z'), scale: 60 };

describe('a story that has begun', () => {
  it('keeps its clock when nothing else is asked for', () => {
    expect(() => checkAgainstStored({ realCarrier: false }, stored)).not.toThrow();
    const same = { scale: 60, storyStart: stored.storyAt, realCarrier: false };
    expect(() => checkAgainstStored(same, stored)).not.toThrow();
  });

  it.each([
    [{ scale: 1, realCarrier: false }, /^The story stored here runs at ×60, and HEARD_TIME_SCALE says 1: /],
    [{ storyStart: 0, realCarrier: false }, /^The story stored here began at 2026-01-15T15:00:00.000Z/],
    [{ realCarrier: true }, /^What is stored here is a story told on the simulator/],
  ])('is not told on with %j', (asked, sentence) => {
    expect(() => checkAgainstStored(asked, stored)).toThrow(sentence);
  });
});
