import { MINUTE, SECOND, type Instant } from '../../domain/instant';
import { MADE_RATES } from './made-rates';
import { between, chance, type Random } from './random';

/**
 * When the CAD sends an event: mostly at once, now and then late (so that another one overtakes it), now and then
 * twice. At least one moment, none before `occurredAt`.
 */
export function drawArrivals(occurredAt: Instant, random: Random): Instant[] {
  const arrivesAt = occurredAt + drawLateness(random);
  const again = arrivesAt + wholeSeconds(between(random, 1, 300));
  return chance(random, MADE_RATES.twice) ? [arrivesAt, again] : [arrivesAt];
}

function drawLateness(random: Random): number {
  if (chance(random, MADE_RATES.veryLate)) return between(random, 30, 120) * MINUTE;
  // Squared: a short delay is likelier than a long one.
  return chance(random, MADE_RATES.late) ? wholeSeconds(20 + 580 * random() ** 2) : 0;
}

function wholeSeconds(seconds: number): number {
  return Math.round(seconds) * SECOND;
}
