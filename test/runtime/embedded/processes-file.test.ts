import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SUPERVISOR,
  endLeftovers,
  removeProcesses,
  writeProcesses,
} from '../../../runtime/embedded/processes-file';

const home = mkdtempSync(join(tmpdir(), 'heard-processes-'));
const file = join(home, 'processes.json');
const sleepers: ChildProcess[] = [];
afterEach(() => sleepers.splice(0).forEach((sleeper) => sleeper.kill('SIGKILL')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function sleeper(program = ['sleep', '60']): { pid: number; ended: Promise<unknown> } {
  const [command = '', ...args] = program;
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  sleepers.push(child);
  return {
    pid: child.pid ?? 0,
    ended: new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal))),
  };
}

describe('processes.json', () => {
  it('tells process ids and ports by name, and goes when all is stopped', async () => {
    await writeProcesses(home, [{ name: 'api', pid: process.pid, port: 3000 }]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ api: { pid: process.pid, port: 3000 } });
    await removeProcesses(home);
    expect(existsSync(file)).toBe(false);
  });
});

describe('what a killed run left', () => {
  it('is ended by the next start', async () => {
    const left = sleeper();
    await writeProcesses(home, [{ name: 'worker', pid: left.pid, port: null }]);
    await endLeftovers(home);
    expect(await left.ended).toBe('SIGINT');
  });

  it('is killed when it does not listen', async () => {
    const left = sleeper([
      process.execPath,
      '-e',
      `process.on('SIGINT', () => {}); setInterval(() => {}, 1000)`,
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writeProcesses(home, [{ name: 'worker', pid: left.pid, port: null }]);
    await endLeftovers(home);
    expect(await left.ended).toBe('SIGKILL');
  }, 15_000);

  it('is left alone when its process id is somebody else’s by now', async () => {
    const other = sleeper();
    writeFileSync(file, JSON.stringify({ worker: { pid: other.pid, port: null, startedAt: '12345' } }));
    await endLeftovers(home);
    expect(process.kill(other.pid, 0)).toBe(true);
  });

  it('is nothing when the file cannot be read', async () => {
    writeFileSync(file, '{"worker": 1}');
    await expect(endLeftovers(home)).resolves.toBeUndefined();
  });
});

it('a run that is still going is not disturbed', async () => {
  const child = sleeper();
  await writeProcesses(home, [
    { name: SUPERVISOR, pid: process.pid, port: null },
    { name: 'worker', pid: child.pid, port: null },
  ]);
  await expect(endLeftovers(home)).rejects.toThrow(/already runs from .* HEARD_HOME and ports/);
  expect(process.kill(child.pid, 0)).toBe(true);
});
