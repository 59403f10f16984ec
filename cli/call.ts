import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readClock } from '../db/clock';
import { createPolicyReader } from '../db/policies';
import { createPool } from '../db/pool';
import { storeStaffStop } from '../db/staff-stop';
import { clockFrom, REAL_TIME } from '../domain/clock';
import { readSettings } from '../runtime/config';
import { runningDatabase } from '../runtime/embedded/running-database';
import { StartError } from '../runtime/embedded/start-error';

/** `heard call stop|resume CALLNUMBER`: what the workflow's updates do, for a follow-up that has ended as well. */
export function callCommand(): Command {
  const call = new Command('call').description("Stop one call's texts, or let them go on.");
  call
    .command('stop')
    .argument('<callNumber>')
    .requiredOption(
      '--reason <words>',
      'why, for those who look at the call later; no personal details',
      aReason,
    )
    .description('Every text of this call that comes due is recorded as stopped by staff.')
    .action((callNumber: string, { reason }: { reason: string }) => store(callNumber, reason));
  call
    .command('resume')
    .argument('<callNumber>')
    .description('Texts that come due from now on are sent again.')
    .action((callNumber: string) => store(callNumber, null));
  return call;
}

function aReason(words: string): string {
  const reason = words.trim();
  if (reason.length === 0 || reason.length > 200)
    throw new InvalidArgumentError('It has 1 to 200 characters.');
  return reason;
}

async function store(callNumber: string, because: string | null): Promise<void> {
  const db = createPool(await databaseToUse());
  try {
    const anchor = (await readClock(db)) ?? REAL_TIME;
    const store = { db, clock: clockFrom(anchor), policyInForce: createPolicyReader() };
    const facts = await storeStaffStop(store, { callNumber, because });
    if (!facts) {
      throw new StartError(`There is no call ${callNumber}: look at the number, as the CAD writes it.`);
    }
    console.log(
      because === null ? `The texts of ${callNumber} go on.` : `The texts of ${callNumber} are stopped.`,
    );
  } finally {
    await db.end();
  }
}

/** The one that is set, else that of the embedded Heard which runs from our home, its demo included. */
async function databaseToUse(): Promise<string> {
  const { DATABASE_URL: given, HEARD_HOME: home } = readSettings();
  const found = given ?? (await runningDatabase(home)) ?? (await runningDatabase(join(home, 'demo')));
  if (!found) {
    throw new StartError(
      `No Heard runs from ${home}: start it, or set HEARD_HOME or DATABASE_URL to the one meant.`,
    );
  }
  return found;
}
