import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitForFollowUps } from '../../../cli/replay/follow-ups';
import { readCalls } from '../../../cli/replay/heard-api';
import { MINUTE } from '../../../domain/instant';

/** Each call's stages, one a reading; the last one stays. */
let stages: Record<string, string[]>;
let asked: string[];
let failNext: number;
let server: Server;
let api: { apiUrl: string; key: string };

beforeEach(async () => {
  asked = [];
  failNext = 0;
  server = createServer((request, response) => {
    const callNumber = request.url?.split('/').at(-1) ?? '';
    if (failNext-- > 0) return response.writeHead(503).end();
    asked.push(callNumber);
    const left = stages[callNumber];
    const stage = left && left.length > 1 ? left.shift() : left?.[0];
    if (stage === undefined) return response.writeHead(404).end();
    return response.end(JSON.stringify(reading(callNumber, stage)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api = { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'secret' };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('waiting for the follow-ups of a replay', () => {
  test('ends when none can go on, asking only for those that still can', async () => {
    stages = { A: ['held', 'waiting', 'finished'], B: ['notFollowed'], C: ['held', 'finished'] };
    const rounds: number[] = [];

    const open = await waitForFollowUps(api, ['A', 'B', 'C', 'never'], {
      ...soon(),
      onRound: (left) => rounds.push(left),
    });

    expect(open).toBe(0);
    expect(rounds).toEqual([2, 1, 0]);
    expect(asked.toSorted()).toEqual(['A', 'A', 'A', 'B', 'C', 'C', 'never']);
  });

  test('ends with the tail, saying how many are still open', async () => {
    stages = { A: ['waiting'], B: ['finished'] };
    const startedAt = Date.now();

    const open = await waitForFollowUps(api, ['A', 'B'], { ...soon(), until: MINUTE });

    expect(open).toBe(1);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(950);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test('ends when it is stopped', async () => {
    stages = { A: ['waiting'] };
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);

    expect(await waitForFollowUps(api, ['A'], { ...soon(), signal: stop.signal })).toBe(1);
  });
});

describe('reading calls back', () => {
  test('keeps the order asked for, and says null of a call nobody heard of', async () => {
    stages = { A: ['held'], B: ['finished'] };

    const readings = await readCalls(api, ['B', 'never', 'A']);

    expect(readings.map((each) => each?.stage ?? null)).toEqual(['finished', null, 'held']);
  });

  test('asks again while the API is away', async () => {
    stages = { A: ['held'] };
    failNext = 1;

    expect((await readCalls(api, ['A']))[0]?.stage).toBe('held');
  });
});

/** A story minute a real second, to last for an hour of the story. */
function soon(): Parameters<typeof waitForFollowUps>[2] {
  const clock = { realAt: Date.now(), storyAt: 0, scale: 60 };
  return { clock, until: 60 * MINUTE, onRound: () => undefined, signal: new AbortController().signal };
}

function reading(callNumber: string, stage: string): object {
  return {
    ...{
      callNumber,
      stage,
      decision: { eligible: true, reason: null, policy: 'ottawa@0123456789ab' },
      texts: [],
    },
    ...{ waitingFor: null, adviceAttemptedAt: null, callerAdvisedOfDelayAt: null, workflowId: 'w' },
  };
}
