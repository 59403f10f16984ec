import { join } from 'node:path';
import { type Child, type ChildPlan, startChild } from './child';
import type { Command } from './command';
import { SUPERVISOR, removeProcesses, writeProcesses } from './processes-file';
import { StartError } from './start-error';

export type RunningProcess = { name: string; pid: number; port: number | null };

/** What a member of the crew is; the rest is the same for all. */
export type Member = Pick<ChildPlan, 'name' | 'port' | 'command' | 'stopSignal' | 'channel' | 'isReady'>;

/** All child processes of one run, and the file that tells where they are. */
export type Crew = {
  /** Resolves when it is ready. @throws StartError */
  start(member: Member): Promise<void>;
  processes(): RunningProcess[];
  /** Who had to be started again, once for every time. */
  deaths(): readonly string[];
  /** Ends all of them: those that use the others first. Takes at most about nine seconds. */
  stop(): Promise<void>;
};

const KILL_AFTER_MS = 9000;
const END_FIRST = ['api', 'worker'];

export function gatherCrew(home: string, say: (line: string) => void): Crew {
  const children: Child[] = [];
  const deaths: string[] = [];
  let closed = false;
  let written = writeDown();

  function writeDown(): Promise<void> {
    return writeProcesses(home, [{ name: SUPERVISOR, pid: process.pid, port: null }, ...running(children)]);
  }

  /** One after the other: two writers at once would spoil the file. */
  function noteProcesses(): void {
    if (!closed) written = written.then(writeDown, writeDown);
  }

  return {
    start: async (member) => {
      if (closed) throw new StartError('Heard is being stopped.');
      const plan: ChildPlan = {
        ...member,
        logFile: join(home, 'logs', `${member.name}.log`),
        onStarted: noteProcesses,
        onDied: (how) => {
          deaths.push(member.name);
          say(`${member.name} ended (${how}): it is started again`);
        },
      };
      await startChild(plan, (child) => children.push(child));
    },
    processes: () => running(children),
    deaths: () => deaths,
    stop: async () => {
      closed = true;
      const impatience = setTimeout(() => children.forEach((child) => child.kill()), KILL_AFTER_MS);
      await Promise.all(children.filter(({ name }) => END_FIRST.includes(name)).map((child) => child.stop()));
      await Promise.all(children.map((child) => child.stop()));
      clearTimeout(impatience);
      children.forEach((child) => child.kill());
      await written.catch(() => undefined);
      await removeProcesses(home);
    },
  };
}

/** A member that is ready as soon as it runs: whether it works shows elsewhere. */
export function startsUnseen(): Promise<boolean> {
  return Promise.resolve(true);
}

export function nodeMember(name: string, port: number | null, command: Command): Omit<Member, 'isReady'> {
  return { name, port, command, stopSignal: 'SIGTERM', channel: true };
}

function running(children: Child[]): RunningProcess[] {
  return children.map(({ name, port, pid }) => ({ name, port, pid: pid() }));
}
