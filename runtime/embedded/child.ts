import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './command';
import { StartError } from './start-error';

/** A part of Heard that runs as a process of its own. */
export type ChildPlan = {
  name: string;
  port: number | null;
  command: Command;
  logFile: string;
  /** What asks it to end in good order. */
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** A Node process of ours, which notices by a channel when we are gone. */
  channel: boolean;
  isReady(pid: number): Promise<boolean>;
  onStarted(): void;
  onDied(how: string): void;
};

export type Child = {
  name: string;
  port: number | null;
  pid(): number;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it and everything it started, without asking. */
  kill(): void;
};

const RESTART_AFTER_MS = 500;
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 25;

/**
 * Starts a child and waits until it is ready; from then on, whenever it dies, it is started again.
 * @param register gets the child as soon as it runs, so that a start that fails half-way can end it
 * @throws StartError when it dies before it is ready, or is not ready in a minute
 */
export async function startChild(plan: ChildPlan, register: (child: Child) => void): Promise<void> {
  let stopping = false;
  let ready = false;
  let running = launch();

  function launch(): ChildProcess {
    const started = spawnLogged(plan);
    // A program that cannot be run has no process id; the wait below notices that it has ended.
    started.once('error', () => undefined);
    started.once('exit', (code, signal) => {
      if (stopping || !ready) return;
      plan.onDied(signal ?? `exit code ${code}`);
      setTimeout(() => {
        if (stopping) return;
        running = launch();
        plan.onStarted();
      }, RESTART_AFTER_MS);
    });
    return started;
  }

  register({
    name: plan.name,
    port: plan.port,
    pid: () => running.pid ?? 0,
    stop: () => {
      stopping = true;
      return endInGoodOrder(running, plan.stopSignal);
    },
    kill: () => {
      stopping = true;
      killGroup(running);
    },
  });
  plan.onStarted();
  await waitUntilReady(plan, running);
  ready = true;
}

function spawnLogged({ command, logFile, channel }: ChildPlan): ChildProcess {
  const { file, args, env, uid, gid } = command;
  const log = openSync(logFile, 'a', 0o600);
  try {
    // In a process group of its own: Ctrl-C at the keyboard reaches only us, and we end it in good order.
    return spawn(file, args, {
      ...{ env, uid, gid, cwd: '/', detached: true },
      stdio: channel ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady({ name, logFile, isReady }: ChildPlan, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(child.pid ?? 0))) {
    if (hasEnded(child)) throw new StartError(`The ${name} ended at once: ${await lastWords(logFile)}`);
    if (Date.now() > deadline)
      throw new StartError(`The ${name} is not ready after a minute: see ${logFile}.`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function endInGoodOrder(child: ChildProcess, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return `${lines.at(-1) || 'it said nothing'} (see ${logFile}).`;
}
