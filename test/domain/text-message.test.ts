import { mayHaveArrived } from '../../domain/text-message';
import type { TextOutcome } from '../../domain/text-message';

test.each<[TextOutcome, boolean]>([
  ['sent', true],
  ['pending', true],
  ['unknown', true],
  ['notSent', false],
])('a text that is %s counts as got: %s (story 12)', (outcome, counts) => {
  expect(mayHaveArrived({ outcome })).toBe(counts);
});
