import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findFreePorts } from '../../../runtime/embedded/ports';
import { type EmbeddedPostgres, preparePostgres } from '../../../runtime/embedded/postgres';

const homes: string[] = [];

/** Only its owner may enter it, as `mktemp -d` makes them: PostgreSQL runs as another user when that is root. */
function privateHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'heard-postgres-'));
  expect(statSync(home).mode & 0o777).toBe(0o700);
  homes.push(home);
  return home;
}

async function prepare(home: string, password = 'secret'): Promise<EmbeddedPostgres> {
  const { postgres: port } = await findFreePorts();
  return preparePostgres({ home, port, password, env: process.env, durable: false });
}

async function whileRunning<T>(prepared: EmbeddedPostgres, work: () => Promise<T>): Promise<T> {
  const { file, args, env, uid, gid } = prepared.command;
  const server: ChildProcess = spawn(file, args, { env, uid, gid, cwd: '/', stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  while (!(await prepared.isReady(server.pid ?? 0))) await sleep(20);
  try {
    return await work();
  } finally {
    server.kill('SIGINT');
    await ended;
  }
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

describe('the embedded PostgreSQL', () => {
  it('keeps what is stored from one start to the next', async () => {
    const home = privateHome();
    const first = await prepare(home);
    await whileRunning(first, () => ask(first.databaseUrl, 'create table kept as select 1 as one'));
    const second = await prepare(home);
    expect(await whileRunning(second, () => ask(second.databaseUrl, 'select * from kept'))).toEqual([
      { one: 1 },
    ]);
  });

  it('listens to this machine only, wants its password and writes no values into its log', async () => {
    const prepared = await prepare(privateHome());
    await whileRunning(prepared, async () => {
      const { databaseUrl } = prepared;
      expect(await ask(databaseUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
      expect(await ask(databaseUrl, 'show log_error_verbosity')).toEqual([{ log_error_verbosity: 'terse' }]);
      await expect(ask(databaseUrl.replace('secret', 'wrong'), 'select')).rejects.toThrow(
        /password authentication/,
      );
    });
  });

  it('leaves nothing half-made when its data folder cannot be made', async () => {
    const home = privateHome();
    await expect(prepare(home, '')).rejects.toThrow(/password/);
    expect(readdirSync(home)).toEqual([]);
  });

  it('is not ready under the process id of another', async () => {
    const prepared = await prepare(privateHome());
    await whileRunning(prepared, async () => {
      expect(await prepared.isReady(process.pid)).toBe(false);
    });
  });
});
