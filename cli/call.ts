import { Command } from 'commander';
import { storeStaffStop } from '../db/staff-stop';
import { composeHeard } from '../runtime/compose';
import { readConfig } from '../runtime/config';
import { StartError } from '../runtime/embedded/start-error';

/** `heard call stop|resume CALLNUMBER`: what the workflow's updates do, for a follow-up that has ended as well. */
export function callCommand(): Command {
  const call = new Command('call').description("Stop one call's texts, or let them go on.");
  call
    .command('stop')
    .argument('<callNumber>')
    .requiredOption('--reason <words>', 'why, for those who look at the call later; no personal details')
    .description('Every text of this call that comes due is recorded as stopped by staff.')
    .action((callNumber: string, { reason }: { reason: string }) => store(callNumber, reason));
  call
    .command('resume')
    .argument('<callNumber>')
    .description('Texts that come due from now on are sent again.')
    .action((callNumber: string) => store(callNumber, null));
  return call;
}

async function store(callNumber: string, because: string | null): Promise<void> {
  const heard = composeHeard(readConfig(), 'cli');
  try {
    const facts = await storeStaffStop(heard, { callNumber, because });
    if (!facts)
      throw new StartError(`There is no call ${callNumber}: look at the number, as the CAD writes it.`);
    console.log(
      because === null ? `The texts of ${callNumber} go on.` : `The texts of ${callNumber} are stopped.`,
    );
  } finally {
    await heard.close();
  }
}
