import { constants, existsSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from './start-error';

/**
 * Makes the folder where the state of a run lives.
 * @throws StartError when nothing can be written there
 */
export async function prepareHome(home: string): Promise<void> {
  try {
    // Others may pass, not look: the database runs as another user when we are root.
    await makeFolder(home, 0o711);
    await makeFolder(join(home, 'logs'), 0o700);
    await access(home, constants.W_OK);
  } catch (error) {
    throw new StartError(`Nothing can be written to ${home}: set HEARD_HOME to a folder that can.`, {
      cause: error,
    });
  }
}

/** One by one: Node's own recursive way never ends where a folder cannot be made, as below /proc. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder), mode);
  await mkdir(folder, { mode });
}
