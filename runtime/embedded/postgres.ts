import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config';
import { type Command, run } from './command';
import { endingWithParent } from './parent-death';
import { findPostgresBinaries } from './postgres-binaries';
import { type PostgresUser, choosePostgresUser } from './postgres-user';

export type EmbeddedPostgres = {
  databaseUrl: string;
  command: Command;
  /** True once the server with this process id takes connections. */
  isReady(pid: number): Promise<boolean>;
};

export type PostgresOptions = {
  /** An existing folder; the data lies in `postgres` below it. */
  home: string;
  port: number;
  password: string;
  env: Environment;
  /** False gives up the promise to survive a crash of the machine: for tests only. */
  durable: boolean;
};

const USER = 'heard';

/**
 * Makes the data folder the first time. The server itself is the caller's to run and to end.
 * @throws StartError
 */
export async function preparePostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { home, port, password, env, durable } = options;
  const folder = join(home, 'postgres');
  const binaries = findPostgresBinaries();
  const user = await choosePostgresUser(folder, [binaries.postgres, home]);
  if (!existsSync(folder)) await createDataFolder(options, folder, binaries.initdb, user);
  const args = ['-D', folder, '-p', String(port), ...serverSettings(durable)];
  const server = await endingWithParent({ file: binaries.postgres, args, env }, 'SIGINT');
  return {
    databaseUrl: embeddedDatabaseUrl(port, password),
    command: user.dress(server),
    isReady: (pid) => isReady(folder, pid),
  };
}

export function embeddedDatabaseUrl(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
}

/** Built beside its place and then moved there, so that an interrupted start leaves no half a database. */
async function createDataFolder(
  { home, password, env, durable }: PostgresOptions,
  folder: string,
  initdb: string,
  user: PostgresUser,
): Promise<void> {
  const building = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    await Promise.all([building, passwordFile].map((path) => chown(path, user.uid ?? 0, user.gid ?? 0)));
  }
  const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const args = [`--pgdata=${building}`, ...access, ...locale, ...(durable ? [] : ['--no-sync'])];
  try {
    await run(user.dress({ file: initdb, args, env: { ...env, HOME: home } }));
    await rename(building, folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(building, { recursive: true, force: true });
  }
}

function serverSettings(durable: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    // The statement and the details of an error hold the values of rows, phones among them.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

/** The first line of postmaster.pid is the server's process id, the eighth its state. */
async function isReady(folder: string, pid: number): Promise<boolean> {
  const lines = await readFile(join(folder, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}
