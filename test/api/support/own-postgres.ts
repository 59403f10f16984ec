import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../../../db/migrate';
import { findFreePorts } from '../../../runtime/embedded/ports';
import { preparePostgres } from '../../../runtime/embedded/postgres';

export type OwnPostgres = {
  databaseUrl: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
};

/** A migrated PostgreSQL server of the test's own, running; it can be stopped and started. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'heard-api-test-'));
  const { postgres: port } = await findFreePorts();
  const prepared = await preparePostgres({ home, port, password: 'test', env: process.env, durable: false });
  const { file, args, env, uid, gid } = prepared.command;
  let server: ChildProcess | null = null;
  const own: OwnPostgres = {
    databaseUrl: prepared.databaseUrl,
    start: async () => {
      server = spawn(file, args, { env, uid, gid, cwd: '/', stdio: 'ignore' });
      while (!(await prepared.isReady(server.pid ?? 0))) {
        if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
        await sleep(20);
      }
    },
    stop: async () => {
      if (!server || server.exitCode !== null) return;
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
    },
    remove: async () => {
      await own.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
  await own.start();
  await migrate(prepared.databaseUrl);
  return own;
}
