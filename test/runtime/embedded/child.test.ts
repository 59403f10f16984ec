import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type ChildPlan, startChild } from '../../../runtime/embedded/child';
import { isAlive } from '../../support/started-heard';

const folder = mkdtempSync(join(tmpdir(), 'heard-child-'));
const children: Child[] = [];
afterAll(() => {
  children.forEach((child) => child.kill());
  rmSync(folder, { recursive: true, force: true });
});

function plan(script: string, changes: Partial<ChildPlan> = {}): ChildPlan {
  return {
    name: 'worker',
    port: null,
    command: { file: process.execPath, args: ['-e', script] },
    logFile: join(folder, 'worker.log'),
    stopSignal: 'SIGTERM',
    channel: false,
    isReady: () => Promise.resolve(true),
    onStarted: () => undefined,
    onDied: () => undefined,
    ...changes,
  };
}

async function run(childPlan: ChildPlan): Promise<Child> {
  await startChild(childPlan, (child) => children.push(child));
  const child = children.at(-1);
  if (!child) throw new Error('it was not registered');
  return child;
}

const forEver = 'setInterval(() => {}, 1000)';

describe('a child process', () => {
  it('that was killed is started again, and said to be', async () => {
    const died: string[] = [];
    const child = await run(plan(forEver, { onDied: (how) => died.push(how) }));
    const before = child.pid();
    process.kill(before, 'SIGKILL');
    for (const began = Date.now(); child.pid() === before && Date.now() - began < 2000;) await sleep(20);
    expect(isAlive(child.pid())).toBe(true);
    expect(child.pid()).not.toBe(before);
    expect(died).toEqual(['SIGKILL']);
  });

  it('that was asked to stop stays away', async () => {
    const child = await run(plan(forEver));
    await child.stop();
    await sleep(700);
    expect(isAlive(child.pid())).toBe(false);
  });

  it('that will not stop can be killed, with all it started', async () => {
    const script = `process.on('SIGTERM', () => {});
      console.log(require('node:child_process').spawn('sleep', ['60']).pid); ${forEver}`;
    const logFile = join(folder, 'stubborn.log');
    const child = await run(plan(script, { logFile, isReady: () => Promise.resolve(read(logFile) !== '') }));
    const stopped = child.stop();
    await sleep(200);
    expect(isAlive(child.pid())).toBe(true);
    child.kill();
    await stopped;
    const grandchild = Number(read(logFile));
    for (let wait = 0; isAlive(grandchild) && wait < 2000; wait += 20) await sleep(20);
    expect(isAlive(grandchild)).toBe(false);
  });

  it('that ends before it is ready stops the start with its last words', async () => {
    const script = `console.error('first'); console.error('the port is in use'); process.exit(1)`;
    await expect(run(plan(script, { isReady: () => Promise.resolve(false) }))).rejects.toThrow(
      /^The worker ended at once: the port is in use \(see .*worker\.log\)\.$/,
    );
  });

  it('that is no program at all stops the start too', async () => {
    const command = { file: join(folder, 'nothing'), args: [] };
    const logFile = join(folder, 'silent.log');
    await expect(run(plan('', { command, logFile, isReady: () => Promise.resolve(false) }))).rejects.toThrow(
      /^The worker ended at once: it said nothing/,
    );
  });
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
