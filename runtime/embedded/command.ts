import { execFile } from 'node:child_process';
import type { Environment } from '../config';

/** A program to run; `uid` and `gid` where it may not be ours. */
export type Command = {
  file: string;
  args: string[];
  env?: Environment;
  uid?: number;
  gid?: number;
};

/**
 * Runs it to its end.
 * @returns what it wrote to standard output
 * @throws Error with what it wrote to standard error
 */
export function run({ file, args, env, uid, gid }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      file,
      args,
      { env, uid, gid, cwd: '/', maxBuffer: 16 * 1024 * 1024, timeout: 300_000 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr.trim() || error.message, { cause: error }));
        else resolve(stdout);
      },
    );
  });
}

export async function succeeds(command: Command): Promise<boolean> {
  return run(command).then(
    () => true,
    () => false,
  );
}
