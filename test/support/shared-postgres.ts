import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePorts } from '../../runtime/embedded/ports';
import { preparePostgres } from '../../runtime/embedded/postgres';

let running: { server: ChildProcess; home: string } | null = null;

export async function startSharedPostgres(): Promise<{ databaseUrl: string }> {
  const home = await mkdtemp(join(tmpdir(), 'heard-test-'));
  const { postgres: port } = await findFreePorts();
  const prepared = await preparePostgres({ home, port, password: 'test', env: process.env, durable: false });
  const { file, args, env, uid, gid } = prepared.command;
  const server = spawn(file, args, { env, uid, gid, cwd: '/', stdio: 'ignore' });
  running = { server, home };
  while (!(await prepared.isReady(server.pid ?? 0))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL for the tests ended with ${server.exitCode}`);
    await sleep(20);
  }
  return { databaseUrl: prepared.databaseUrl };
}

export async function stopSharedPostgres(): Promise<void> {
  if (!running) return;
  const { server, home } = running;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await ended;
  await rm(home, { recursive: true, force: true });
}
