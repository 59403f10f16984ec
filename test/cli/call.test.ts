import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCall } from '../../db/calls';
import { inheritedEnvironment } from '../../runtime/config';
import { packageRoot } from '../../runtime/paths';
import { ensureBuilt } from '../support/built';
import { createTestStore, tell } from '../support/store';
import type { TestStore } from '../support/store';

let store: TestStore;
beforeAll(async () => {
  await ensureBuilt();
  store = await createTestStore();
  await tell(store, { callNumber: 'A1', type: 'received' });
}, 120_000);
afterAll(() => store.end());

function heard(settings: Record<string, string>, ...args: string[]) {
  const env = { ...inheritedEnvironment(), ...settings };
  const command = [join(packageRoot, 'dist', 'cli', 'heard.js'), 'call', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}
const here = (...args: string[]) => heard({ DATABASE_URL: store.databaseUrl }, ...args);
const stoppedBecause = async () => (await findCall(store.db, 'A1'))?.stoppedBecause;

test('stops one call’s texts with a reason, and lets them go on', async () => {
  expect(here('stop', 'A1', '--reason', ' asked at the desk ')).toMatchObject({ status: 0 });
  expect(await stoppedBecause()).toBe('asked at the desk');
  expect(here('resume', 'A1')).toMatchObject({ status: 0 });
  expect(await stoppedBecause()).toBeNull();
});

test.each([
  [['stop', 'A1']],
  [['stop', 'A1', '--reason', '  ']],
  [['stop', 'A1', '--reason', 'x'.repeat(201)]],
])('wants a reason of 1 to 200 characters, and stores nothing without: %j', async (args) => {
  expect(here(...args)).toMatchObject({ status: 2 });
  expect(await stoppedBecause()).toBeNull();
});

test('says that there is no such call', () => {
  const { status, said } = here('stop', 'NONE', '--reason', 'mistaken');
  expect(status).toBe(1);
  expect(said).toMatch(/^There is no call NONE/);
});

test('says what to do where no Heard runs', () => {
  const home = mkdtempSync(join(tmpdir(), 'heard-none-'));
  const { status, said } = heard({ HEARD_HOME: home }, 'resume', 'A1');
  expect(status).toBe(1);
  expect(said).toMatch(/^No Heard runs from .*: start it, or set HEARD_HOME or DATABASE_URL/);
  rmSync(home, { recursive: true });
});
