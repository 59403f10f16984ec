import { join } from 'node:path';
import { REAL_TIME, storyTime } from '../domain/clock';
import type { Clock, ClockAnchor } from '../domain/clock';
import { readClock } from '../db/clock';
import { createPolicyReader } from '../db/policies';
import { createPool } from '../db/pool';
import type { Store } from '../db/store';
import { createVault } from '../db/vault';
import type { Carrier } from '../sms/carrier';
import { createTwilioCarrier } from '../sms/twilio';
import { loadAgency } from './agency';
import type { Agency } from './agency';
import type { Config } from './config';
import { createLog } from './log';
import type { Log } from './log';
import { packageRoot } from './paths';

/** All that one process of Heard is made of; what decides takes it as a `Store`. */
export type Heard = Store & {
  config: Config;
  agency: Agency;
  log: Log;
  /** Null until whoever started Heard has set the story's clock. */
  anchor(): ClockAnchor | null;
  close(): Promise<void>;
};

const LOOK_FOR_CLOCK_MS = 200;

export function composeHeard(config: Config, process: string): Heard {
  const log = createLog(process, config.logLevel);
  const db = createPool(config.databaseUrl, (error) => log.warn({ error }, 'a database connection was lost'));
  const clock = followClock(db, config.carrier.real ? REAL_TIME : null);
  return {
    config,
    log,
    db,
    clock: clock.clock,
    anchor: clock.anchor,
    agency: loadAgency(join(packageRoot, 'agencies', config.agency)),
    vault: createVault(config.masterKeys, config.hashKeys),
    policyInForce: createPolicyReader(),
    close: async () => {
      clock.stop();
      await db.end();
    },
  };
}

/** Who carries the texts. */
export function createCarrier(config: Config): Carrier {
  return createTwilioCarrier(config.carrier);
}

/** Asked for the time before the clock was set; a start sets it once everything is ready. */
export class ClockNotSet extends Error {
  override name = 'ClockNotSet';
  override message = 'the clock is not set yet';
}

/** Real time with a real carrier, else the anchor in the database, looked for until it is there. */
function followClock(db: Store['db'], fixed: ClockAnchor | null) {
  let anchor = fixed;
  const look = () => {
    readClock(db).then(
      (found) => (anchor ??= found),
      () => undefined, // Not there yet, or away: looked for again.
    );
    if (anchor) clearInterval(looking);
  };
  const looking = setInterval(look, LOOK_FOR_CLOCK_MS);
  look();
  const clock: Clock = {
    now: () => {
      if (!anchor) throw new ClockNotSet();
      return storyTime(anchor, Date.now());
    },
    get scale() {
      return anchor?.scale ?? 1;
    },
  };
  return { clock, anchor: () => anchor, stop: () => clearInterval(looking) };
}
