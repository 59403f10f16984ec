import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensureBuilt } from '../support/built';
import { type StartedHeard, isAlive, processesOf, startHeard } from '../support/started-heard';

jest.setTimeout(120_000);

const READY = 'Ctrl-C stops all of it';
const PARTS = ['api', 'heard', 'postgres', 'simulator', 'temporal', 'worker'];
const folder = mkdtempSync(join(tmpdir(), 'heard-start-'));
const home = join(folder, 'first');
const demoHome = join(home, 'demo');
const started: StartedHeard[] = [];

async function start(...args: Parameters<typeof startHeard>): Promise<StartedHeard> {
  const heard = await startHeard(...args);
  started.push(heard);
  return heard;
}

async function refusal(...args: Parameters<typeof startHeard>): Promise<string> {
  const heard = await start(...args);
  expect(await heard.ended()).not.toBe(0);
  return heard.output().trim();
}

async function getJson(port: number, path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`http://localhost:${port}${path}`, {
    headers: { authorization: 'Bearer dev-cad-key' },
  });
  return (await response.json()) as Record<string, unknown>;
}

async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const began = Date.now();
  while (!(await isTrue())) {
    if (Date.now() - began > withinMs) throw new Error(`not so within ${withinMs} ms`);
    await sleep(50);
  }
  return Date.now() - began;
}

async function textsTo(port: number, to: string): Promise<unknown[]> {
  const { messages } = await getJson(port, `/simulator/messages?to=${encodeURIComponent(to)}`);
  return messages as unknown[];
}

beforeAll(ensureBuilt);

afterAll(async () => {
  for (const { child, ended } of started) {
    if (child.exitCode === null) child.kill('SIGINT');
    await ended();
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start on a machine with nothing but Node', () => {
  let heard: StartedHeard;
  beforeAll(async () => {
    heard = await start({ HEARD_HOME: home });
    await heard.says(READY);
  });

  it('says what runs where', () => {
    const { simulator, temporalUi, api } = heard.ports;
    for (const address of [
      `:${simulator}`,
      `:${temporalUi}/namespaces/heard/workflows`,
      `:${api}/v1/openapi.json`,
    ]) {
      expect(heard.output()).toContain(`http://localhost${address}`);
    }
    expect(Object.keys(processesOf(demoHome)).sort()).toEqual(PARTS);
  });

  it('plays a demo whose texts soon appear on the phone page', async () => {
    const arrived = async () =>
      ((await getJson(heard.ports.simulator, '/simulator/messages'))['messages'] as []).length > 0;
    await until(arrived, 30_000);
  });

  it('prints lines to try that work as printed', async () => {
    const lines = heard
      .output()
      .split('\n')
      .filter((line) => line.startsWith('  curl'));
    const answers: string[] = [];
    for (const line of lines) answers.push((await promisify(execFile)('sh', ['-c', line])).stdout);
    expect(
      answers.map((answer) => answer.trim() && (JSON.parse(answer) as { callNumber: string }).callNumber),
    ).toEqual(['TRY-1', 'TRY-1', 'TRY-1', '']);
    const phone = /"phone":"(\+\d+)"/.exec(heard.output())?.[1] ?? '';
    await until(async () => (await textsTo(heard.ports.simulator, phone)).length === 1, 15_000);
  });

  it('lets a second, quiet copy run beside it', async () => {
    const second = await start({ HEARD_HOME: join(folder, 'second') }, { args: ['--no-demo'] });
    await second.says(READY);
    const { story } = await getJson(second.ports.api, '/healthz');
    expect(Math.abs(Date.parse(String(story)) - Date.now())).toBeLessThan(2000);
    expect(await getJson(second.ports.api, '/readyz')).toEqual({ status: 'ready' });
    second.child.kill('SIGTERM');
    expect(await second.ended()).toBe(0);
    expect(await getJson(heard.ports.api, '/readyz')).toEqual({ status: 'ready' });
  });

  it('is not started twice from one home', async () => {
    expect(await refusal({ HEARD_HOME: home })).toMatch(
      /^Heard already runs from .* its own HEARD_HOME and ports\.$/,
    );
  });

  it('names a port that is in use, and the setting that moves it', async () => {
    const other = join(folder, 'other');
    const said = await refusal({ HEARD_HOME: other, TEMPORAL_PORT: String(heard.ports.temporal) });
    expect(said).toBe(
      `Port ${heard.ports.temporal} is in use: stop what uses it, or set TEMPORAL_PORT to another port.`,
    );
    expect(existsSync(join(other, 'demo', 'processes.json'))).toBe(false);
  });

  it('starts a part again within two seconds of its death', async () => {
    const { worker = 0 } = processesOf(demoHome);
    process.kill(worker, 'SIGKILL');
    await until(() => processesOf(demoHome)['worker'] !== worker, 2000);
    await until(async () => (await getJson(heard.ports.api, '/readyz'))['status'] === 'ready', 15_000);
  });

  it('leaves nothing behind ten seconds after Ctrl-C', async () => {
    const pids = Object.values(processesOf(demoHome));
    const asked = Date.now();
    heard.child.kill('SIGINT');
    expect(await heard.ended()).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(demoHome, 'processes.json'))).toBe(false);
  });
});

describe('started again', () => {
  it.each([
    [{ HEARD_TIME_SCALE: '12' }, /^The story stored here runs at ×60, and HEARD_TIME_SCALE says 12: /],
    [
      { HEARD_STORY_START: '2026-01-15T10:00:00Z' },
      /^The story stored here began at .* HEARD_STORY_START says /,
    ],
  ])('refuses another clock than the stored one: %j', async (setting, sentence) => {
    const said = await refusal({ HEARD_HOME: home, ...setting });
    expect(said.split('\n').at(-1)).toMatch(sentence);
  });

  it('knows every call, and its story has gone on meanwhile', async () => {
    const again = await start({ HEARD_HOME: home });
    await again.says(READY);
    expect(await getJson(again.ports.api, '/v1/calls/TRY-1')).toMatchObject({ texts: [{ outcome: 'sent' }] });
    expect(again.output()).toContain('/v1/calls/TRY-2/events');

    const pids = Object.entries(processesOf(demoHome));
    again.child.kill('SIGKILL');
    await until(() => pids.every(([, pid]) => !isAlive(pid)), 12_000);
  });
});

describe('a start that cannot be', () => {
  it('names a wrong setting', async () => {
    expect(await refusal({ HEARD_HOME: home, PORT: 'x' })).toBe('PORT must be a port, 1 to 65535, not "x".');
  });

  it('says where nothing can be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const said = await refusal({ HEARD_HOME: file });
    expect(said).toBe(
      `Nothing can be written to ${join(file, 'demo')}: set HEARD_HOME to a folder that can.`,
    );
  });

  it('says what is missing where only some parts are wanted', async () => {
    const said = await refusal({ HEARD_HOME: join(folder, 'parts') }, { args: ['--only', 'api,worker'] });
    expect(said).toBe('DATABASE_URL must be set when PostgreSQL is not started here.');
  });

  it.each([[['--loud']], [['--only', 'everything']]])('ends with 2 on wrong use: %j', async (args) => {
    const heard = await start({ HEARD_HOME: home }, { args });
    expect(await heard.ended()).toBe(2);
    expect(heard.output()).toMatch(/--help tells more/);
  });
});
