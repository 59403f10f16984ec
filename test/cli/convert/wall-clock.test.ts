import { instantOnWall, withOffset } from '../../../cli/convert/wall-clock';
import { fromIso } from '../../../domain/instant';

describe('a time on the clocks of a city', () => {
  test.each([
    ['2023-01-11T09:10:28', 'America/Los_Angeles', '2023-01-11T09:10:28-08:00'],
    ['2023-07-11T09:10:28', 'America/Los_Angeles', '2023-07-11T09:10:28-07:00'],
    ['2023-01-11T00:00', 'America/Toronto', '2023-01-11T00:00:00-05:00'],
    ['2023-11-05T01:30:00', 'America/Los_Angeles', '2023-11-05T01:30:00-07:00'],
    ['2023-11-05T03:30:00', 'America/Los_Angeles', '2023-11-05T03:30:00-08:00'],
    ['2023-03-12T01:59:59', 'America/Los_Angeles', '2023-03-12T01:59:59-08:00'],
    ['2023-03-12T02:30:00', 'America/Los_Angeles', '2023-03-12T03:30:00-07:00'],
    ['2023-01-11T09:10:28', 'UTC', '2023-01-11T09:10:28+00:00'],
    ['2023-01-11T09:10:28', 'Asia/Kolkata', '2023-01-11T09:10:28+05:30'],
  ])('%s in %s is %s', (local, timeZone, expected) => {
    const at = instantOnWall(local, timeZone);

    expect(at).toBe(fromIso(expected));
    expect(withOffset(at, timeZone)).toBe(expected);
  });

  test('the hour that comes twice keeps its two offsets when it is written', () => {
    expect(withOffset(fromIso('2023-11-05T09:30:00Z'), 'America/Los_Angeles')).toBe(
      '2023-11-05T01:30:00-08:00',
    );
    expect(withOffset(fromIso('2023-11-05T08:30:00Z'), 'America/Los_Angeles')).toBe(
      '2023-11-05T01:30:00-07:00',
    );
  });

  test('is refused when it is none', () => {
    expect(() => instantOnWall('noon', 'UTC')).toThrow('not a local time: noon');
  });
});
