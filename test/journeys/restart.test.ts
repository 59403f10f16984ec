import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { realDelay, storyTime } from '../../domain/clock';
import { fromIso, MINUTE, SECOND } from '../../domain/instant';
import type { Part } from '../../runtime/embedded/parts';
import type { EventBody } from '../../simulators/cad/recorded-event';
import { eventually } from './support/eventually';
import { type WholeHeard, callTakingEnded, received, startWholeHeard } from './support/whole-heard';

jest.setTimeout(120_000);

/** The two minutes before an acknowledgement are five seconds. */
const SCALE = 24;
const HOLD = 2 * MINUTE;
/** The carrier takes a text to it, and then says nothing for a minute. */
const SILENT_PHONE = '+16135550160';

let folder: string;
let heard: WholeHeard;
const start = () =>
  startWholeHeard(join(folder, 'home'), { scale: SCALE, storyStart: '2026-01-15T10:00:00-05:00' });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heard-restart-'));
  heard = await start();
});
afterAll(async () => {
  await heard?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Calls whose acknowledgement has to reach the phone, once; looked at again when everything is over. */
const called = new Map<string, string>();

function newCall(): { callNumber: string; phone: string } {
  const place = called.size + 1;
  const [callNumber, phone] = [`26-${1000 + place}`, `+1613555${String(2000 + place)}`];
  called.set(callNumber, phone);
  return { callNumber, phone };
}

async function expectOneText(callNumber: string, withinMs = 60_000): Promise<void> {
  const { texts } = await eventually(
    () => heard.readCall(callNumber),
    (call) => call.texts[0]?.delivery === 'delivered',
    withinMs,
  );
  expect(texts).toMatchObject([{ kind: 'acknowledgement', outcome: 'sent', reason: null }]);
  expect(await heard.textsTo(called.get(callNumber) ?? '')).toHaveLength(1);
}

/** Kills without asking, and sees it started again in time. */
async function kill(part: Part): Promise<void> {
  const pid = heard.pidOf(part);
  process.kill(pid, 'SIGKILL');
  await eventually(
    async () => heard.pidOf(part),
    (now) => now !== pid,
    2000,
  );
}

type Answer = { status: number | null; retryAfter: string | null };

/** Posts until it is taken, as a CAD does. Gives the answers before that; status null where nobody answered. */
async function postUntilTaken(callNumber: string, event: EventBody): Promise<Answer[]> {
  const answers: Answer[] = [];
  const post = async () => {
    const response = await heard.postEvent(callNumber, event).catch(() => null);
    return { status: response?.status ?? null, retryAfter: response?.headers.get('retry-after') ?? null };
  };
  await eventually(post, (answer) => answer.status === 202 || answers.push(answer) === 0);
  return answers;
}

describe('stopped between a call and its acknowledgement', () => {
  test('sends it after the start, once', async () => {
    const { callNumber, phone } = newCall();
    await heard.call(callNumber, phone);
    await heard.stop();
    const stoppedAt = storyTime(heard.clock, Date.now());

    heard = await start();
    await expectOneText(callNumber);
    const { texts } = await heard.readCall(callNumber);
    expect(fromIso(texts[0]?.decidedAt ?? '')).toBeGreaterThan(stoppedAt);
  });
});

describe('killed without warning,', () => {
  test('the worker: a text about to leave still leaves, one on its way is not sent again', async () => {
    const silent = '26-9160';
    const { callNumber, phone } = newCall();
    await heard.call(silent, SILENT_PHONE);
    await sleep(SECOND);
    const { acceptedAt } = await heard.call(callNumber, phone);
    await sleep(realDelay(heard.clock, fromIso(acceptedAt) + HOLD, Date.now()) - 300);
    expect((await heard.readCall(silent)).texts).toMatchObject([{ outcome: 'pending' }]);
    expect((await heard.readCall(callNumber)).texts).toEqual([]);

    await kill('worker');

    await expectOneText(callNumber);
  });

  test('the API, right after it took an event: what it took is known, and the next event is taken', async () => {
    const { callNumber, phone } = newCall();
    await heard.accept(callNumber, received(callNumber, phone));
    await kill('api');
    await postUntilTaken(callNumber, callTakingEnded(callNumber));
    await expectOneText(callNumber);
  });

  test('Temporal: open calls go on, and new ones are taken meanwhile, even by an API that dies then', async () => {
    const before = newCall();
    await heard.call(before.callNumber, before.phone);
    const killed = kill('temporal');
    const meanwhile = newCall();
    await heard.call(meanwhile.callNumber, meanwhile.phone);
    await Promise.all([killed, kill('api')]);
    // A story that had never heard of the caller's hanging up would wait for thirty seconds.
    await expectOneText(before.callNumber, 20_000);
    await expectOneText(meanwhile.callNumber, 20_000);
  });

  test('PostgreSQL: posts are refused for a while with 503, and then taken', async () => {
    const before = newCall();
    await heard.call(before.callNumber, before.phone);
    const killed = kill('postgres');
    const calls = [newCall(), newCall(), newCall()];
    const refused: Answer[] = [];
    for (const { callNumber, phone } of calls) {
      refused.push(...(await postUntilTaken(callNumber, received(callNumber, phone))));
      refused.push(...(await postUntilTaken(callNumber, callTakingEnded(callNumber))));
    }
    await killed;
    expect(refused.length).toBeGreaterThan(0);
    expect(refused).toEqual(refused.map(() => ({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) })));
    for (const { callNumber } of [before, ...calls]) await expectOneText(callNumber);
  });
});

describe('when all of it is over', () => {
  test('the text whose fate nobody knows is said to be unknown, and was sent once', async () => {
    const { texts } = await eventually(
      () => heard.readCall('26-9160'),
      (call) => call.texts[0]?.outcome === 'unknown',
      60_000,
    );
    expect(texts).toHaveLength(1);
    expect(await heard.textsTo(SILENT_PHONE)).toHaveLength(1);
  });

  test('every phone got its text once', async () => {
    const counts = await Promise.all(
      [...called.values()].map(async (phone) => (await heard.textsTo(phone)).length),
    );
    expect(counts).toEqual(counts.map(() => 1));
  });
});
