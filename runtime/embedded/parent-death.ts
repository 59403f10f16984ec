import { type Command, succeeds } from './command';

/**
 * Where the system can do it (Linux): the program gets the signal when the process that started it is gone,
 * however that one ended. Elsewhere the next start ends what is left. The process id stays the program's own.
 */
export async function endingWithParent(command: Command, signal: 'SIGINT' | 'SIGTERM'): Promise<Command> {
  if (process.platform !== 'linux') return command;
  const wrapped = ['--pdeathsig', signal.slice('SIG'.length)];
  if (!(await succeeds({ file: 'setpriv', args: [...wrapped, 'true'] }))) return command;
  return { ...command, file: 'setpriv', args: [...wrapped, command.file, ...command.args] };
}
