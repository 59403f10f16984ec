import { DAY, type Instant } from '../../domain/instant';
import { madeLine } from '../../simulators/cad/made-phones';
import { MADE_RATES } from './made-rates';
import { chance, pick, type Random, type Choices } from './random';

/** A number as the CAD has it; `dialled` is null where nobody can be reached by it. */
export type CallerPhone = { written: string; dialled: string | null };

const WAYS_TO_WRITE: readonly ((area: string, line: string) => string)[] = [
  (area, line) => `+1${area}555${line}`,
  (area, line) => `(${area}) 555-${line}`,
  (area, line) => `${area}-555-${line}`,
  (area, line) => `${area}.555.${line}`,
  (area, line) => `${area}555${line}`,
  (area, line) => `1-${area}-555-${line}`,
  (area, line) => `${area} 555 ${line}`,
];

/** Hands out made numbers in order of the calls; now and then that of somebody who called within the day before. */
export class CallerPool {
  private readonly recent: { at: Instant; area: string; line: string }[] = [];
  private readonly areaCodes: readonly string[];
  private readonly phoneClasses: Choices<string>;
  private fresh = 0;

  constructor(areaCodes: readonly string[], phoneClasses: Choices<string>) {
    this.areaCodes = areaCodes;
    this.phoneClasses = phoneClasses;
  }

  /** What stands in the CAD as the number of the caller of this moment; null for nothing. */
  callerAt(at: Instant, random: Random): CallerPhone | null {
    const line = madeLine(Math.floor(random() * 100));
    switch (pick(random, this.phoneClasses)) {
      case 'blank':
        return null;
      case 'withheld_or_text':
        return { written: chance(random, 0.5) ? 'WITHHELD' : 'ANONYMOUS', dialled: null };
      case '911_pseudo_number':
        return { written: `911-555-${line}`, dialled: null };
      case 'malformed':
        return { written: `555-${line}`, dialled: null };
      default:
        return this.dialable(at, line, random);
    }
  }

  private dialable(at: Instant, line: string, random: Random): CallerPhone {
    if (chance(random, MADE_RATES.tollFree)) return { written: `800-555-${line}`, dialled: null };
    const caller = this.repeated(at, random) ?? this.next();
    this.recent.push({ ...caller, at });
    const write = WAYS_TO_WRITE[Math.floor(random() * WAYS_TO_WRITE.length)];
    const written = write?.(caller.area, caller.line) ?? '';
    return chance(random, MADE_RATES.withExtension)
      ? { written: `${written} ext. 12`, dialled: null }
      : { written, dialled: `+1${caller.area}555${caller.line}` };
  }

  /**
   * A call, not a caller, is drawn, so who called often is likelier to call again; squared, so that a fifth of them
   * do within the hour, as measured.
   */
  private repeated(at: Instant, random: Random): { area: string; line: string } | undefined {
    while (this.recent[0] && at - this.recent[0].at >= DAY) this.recent.shift();
    if (!chance(random, MADE_RATES.repeatCaller)) return undefined;
    return this.recent[Math.floor((1 - random() ** 2) * this.recent.length)];
  }

  private next(): { area: string; line: string } {
    const index = this.fresh++;
    const area = this.areaCodes[index % this.areaCodes.length] ?? '';
    return { area, line: madeLine(Math.floor(index / this.areaCodes.length)) };
  }
}
