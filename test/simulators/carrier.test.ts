import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT_SID, API_KEY, API_SECRET, AUTH_TOKEN, SENDER, clientOf } from './carrier/trial';

const REQUIRED = [
  ['--account-sid', ACCOUNT_SID],
  ['--auth-token', AUTH_TOKEN],
  ['--api-key', API_KEY],
  ['--api-secret', API_SECRET],
  ['--senders', SENDER],
  ['--inbound-url', 'http://localhost:9/inbound'],
  ['--voice-url', 'http://localhost:9/voice'],
].flat();

const started = new Set<ChildProcess>();

function run(...args: string[]) {
  const hook = join(__dirname, 'carrier/typescript-hook.cjs');
  const child = spawn(process.execPath, [
    '-r',
    hook,
    join(__dirname, '../../simulators/carrier.ts'),
    ...args,
  ]);
  started.add(child);
  let [out, problems] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (problems += part.toString()));
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal, out, problems }));
  const ready = async (): Promise<{ ready: boolean; url: string; pid: number }> => {
    await once(child.stdout, 'data');
    return JSON.parse(out);
  };
  return { child, ended, ready };
}

afterEach(() => {
  started.forEach((child) => child.kill('SIGKILL'));
  started.clear();
});

describe('the carrier command', () => {
  it('prints one line when it is ready, serves, and stops within a second though a page is open', async () => {
    const { child, ready, ended } = run(...REQUIRED, '--port', '0');
    const line = await ready();
    expect(line).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      pid: child.pid,
    });
    await clientOf(line.url).messages.create({ to: '+16135550101', from: SENDER, body: 'Hello' });
    const stream = await fetch(`${line.url}/simulator/stream`);
    const asked = Date.now();
    child.kill('SIGTERM');
    const { code, out, problems } = await ended;
    expect(Date.now() - asked).toBeLessThan(1000);
    expect({ code, problems }).toEqual({ code: 0, problems: '' });
    expect(out.trim().split('\n')).toHaveLength(1);
    await stream.text().catch(() => null);
  });

  it('keeps what it took, killed the hard way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrier-'));
    const args = [...REQUIRED, '--port', '0', '--state', join(folder, 'state.ndjson')];
    const first = run(...args);
    const { url } = await first.ready();
    const { sid } = await clientOf(url).messages.create({ to: '+16135550101', from: SENDER, body: 'kept' });
    first.child.kill('SIGKILL');
    await first.ended;
    const second = run(...args);
    const again = await clientOf((await second.ready()).url)
      .messages(sid)
      .fetch();
    expect(again.body).toBe('kept');
    second.child.kill('SIGTERM');
    await second.ended;
    rmSync(folder, { recursive: true });
  });

  it('a port in use ends it with one sentence', async () => {
    const first = run(...REQUIRED, '--port', '0');
    const { url } = await first.ready();
    const { code, problems } = await run(...REQUIRED, '--port', new URL(url).port).ended;
    expect({ code, problems }).toEqual({
      code: 1,
      problems: 'carrier: the port is in use; choose another with --port.\n',
    });
  });

  test.each([
    ['nothing at all', [], 'account-sid'],
    ['an option nobody knows', [...REQUIRED, '--faster'], '--faster'],
    ['a port that is none', [...REQUIRED, '--port', '70000'], 'port'],
    ['a scale of nothing', [...REQUIRED, '--scale', '0'], 'above 0'],
    ['a sender that is no number', [...REQUIRED, '--senders', '911'], 'E.164'],
  ])('%s is wrong use', async (_, args, word) => {
    const { code, problems } = await run(...args).ended;
    expect(code).toBe(2);
    expect(problems).toContain(word);
  });

  it('--help tells every option', async () => {
    const { code, out } = await run('--help').ended;
    expect(code).toBe(0);
    for (const option of ['--port', '--segments-per-second', '--scale', '--state'])
      expect(out).toContain(option);
  });
});
