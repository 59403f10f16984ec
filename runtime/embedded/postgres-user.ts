import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, run, succeeds } from './command';
import { StartError } from './start-error';

/** As whom PostgreSQL's programs run: `dress` makes a command run as that user. */
export type PostgresUser = { uid?: number; gid?: number; dress(command: Command): Command };

/**
 * PostgreSQL refuses to run as root, so root hands its programs to another user of the machine. That user
 * often may not enter root's folders; then the programs keep just the right to pass them.
 * @param paths what the programs must reach
 * @param folder the data folder; once it is there, its owner is the user
 * @throws StartError
 */
export async function choosePostgresUser(folder: string, paths: string[]): Promise<PostgresUser> {
  if (process.getuid?.() !== 0) return { dress: (command) => command };
  const { uid, gid } = ownerOf(folder) ?? (await firstUserOf(['postgres', 'nobody']));
  const plain = (command: Command): Command => ({ ...command, uid, gid });
  if (await reachesAll(paths, plain)) return { uid, gid, dress: plain };
  const passing = (command: Command): Command => passingFolders(command, uid, gid);
  if (await reachesAll(paths, passing)) return { uid, gid, dress: passing };
  throw new StartError(
    `PostgreSQL may not run as root, and the user it runs as (${uid}) may not enter ${dirname(folder)}: ` +
      'set HEARD_HOME to a folder that every user may enter, or start Heard as another user than root.',
  );
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

async function firstUserOf(names: string[]): Promise<{ uid: number; gid: number }> {
  for (const name of names) {
    const ids = await Promise.all([
      run({ file: 'id', args: ['-u', name] }),
      run({ file: 'id', args: ['-g', name] }),
    ]).catch(() => null);
    if (ids) return { uid: Number(ids[0]), gid: Number(ids[1]) };
  }
  throw new StartError(
    `PostgreSQL may not run as root, and this machine has no user ${names.join(' or ')} to run it as: ` +
      'create one, or start Heard as another user than root.',
  );
}

async function reachesAll(paths: string[], dress: (command: Command) => Command): Promise<boolean> {
  const found = await Promise.all(paths.map((path) => succeeds(dress({ file: 'test', args: ['-r', path] }))));
  return found.every(Boolean);
}

function passingFolders({ file, args, env }: Command, uid: number, gid: number): Command {
  const right = '+dac_override';
  const user = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
  // Without this bit the right does not count in access(2), by which PostgreSQL looks for its own program.
  const bit = ['--securebits', '+no_setuid_fixup'];
  return {
    file: 'setpriv',
    args: [...user, ...bit, '--inh-caps', right, '--ambient-caps', right, file, ...args],
    env,
  };
}
