import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inheritedEnvironment } from '../../runtime/config';
import { type Ports, findFreePorts } from '../../runtime/embedded/ports';
import { packageRoot } from '../../runtime/paths';

export type StartedHeard = {
  ports: Ports;
  child: ChildProcess;
  /** Everything it has said so far. */
  output(): string;
  /** Resolves with what it said when it has said this. */
  says(words: string): Promise<string>;
  /** Resolves with its exit code. */
  ended(): Promise<number | null>;
};

/** `npm start` as a process of its own, on free ports, with nothing but the settings given here. */
export async function startHeard(
  settings: Record<string, string>,
  { args = [], ports }: { args?: string[]; ports?: Ports } = {},
): Promise<StartedHeard> {
  const itsPorts = ports ?? (await findFreePorts());
  const env = { ...inheritedEnvironment(), ...portSettings(itsPorts), ...settings };
  const child = spawn(process.execPath, [join(packageRoot, 'start.mjs'), ...args], { env, cwd: packageRoot });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    ports: itsPorts,
    child,
    output: () => said,
    says: async (words) => {
      while (!said.includes(words)) {
        if (child.exitCode !== null) throw new Error(`It ended before it said "${words}":\n${said}`);
        await sleep(50);
      }
      return said;
    },
    ended: () => exit,
  };
}

/** Process ids by name, as `processes.json` tells them. */
export function processesOf(home: string): Record<string, number> {
  const records = JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8')) as Record<
    string,
    { pid: number }
  >;
  return Object.fromEntries(Object.entries(records).map(([name, { pid }]) => [name, pid]));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function portSettings(ports: Ports): Record<string, string> {
  return {
    PORT: String(ports.api),
    METRICS_PORT: String(ports.metrics),
    SIMULATOR_PORT: String(ports.simulator),
    POSTGRES_PORT: String(ports.postgres),
    TEMPORAL_PORT: String(ports.temporal),
    TEMPORAL_UI_PORT: String(ports.temporalUi),
  };
}
