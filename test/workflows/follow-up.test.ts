import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { MINUTE } from '../../domain/instant';
import { packageRoot } from '../../runtime/paths';
import { TEN_O_CLOCK } from '../support/store';
import { createStoryRun } from '../support/story';
import type { Arrival, StoryRun } from '../support/story';
import { startTimeSkippingServer } from '../support/temporal';

let env: TestWorkflowEnvironment;
let run: StoryRun;
beforeAll(async () => {
  env = await startTimeSkippingServer();
});
afterAll(() => env.teardown());
beforeEach(async () => {
  run = await createStoryRun(env);
});
afterEach(() => run.end());

const HOURS = 60;
const DAYS = 24 * HOURS;
const callNumber = 'A1';
const received = { atMinute: 0, callNumber, type: 'received' } as const;
const at = (atMinute: number, type: Arrival['type'], more: Partial<Arrival> = {}): Arrival => ({
  atMinute,
  callNumber,
  type,
  ...more,
});
const closedAt = (atMinute: number) => at(atMinute, 'closed', { dispositionCode: 'REPORT' });

async function told(of = callNumber): Promise<string[]> {
  const rows = await run.texts(of);
  return rows.map((row) => {
    const minute = Math.floor((row.decided_at.getTime() - TEN_O_CLOCK) / MINUTE);
    return `${minute} ${row.kind} ${row.ordinal} ${row.outcome}${row.reason ? ` ${row.reason}` : ''}`;
  });
}

/** `RECORD_HISTORIES=1 npm test -- test/workflows/follow-up.test.ts` renews what `histories.test.ts` replays. */
async function keepHistory(name: string): Promise<void> {
  if (!process.env['RECORD_HISTORIES']) return;
  const history = await env.client.workflow.getHandle(run.workflowId(callNumber)).fetchHistory();
  const file = join(packageRoot, 'test', 'histories', `${name}.json`);
  await writeFile(file, historyToJSON(history));
}

const statusOf = async () =>
  (await env.client.workflow.getHandle(run.workflowId(callNumber)).describe()).status.name;

test('tells the whole story of a call that waits, is attended and closed', async () => {
  await run.play([received, at(40, 'dispatched'), at(50, 'arrived'), closedAt(70)], 2 * DAYS);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', '30 delayNotice 1 sent', '1510 survey 1 sent']);
  expect(await statusOf()).toBe('COMPLETED');
  const messages = await run.messages();
  expect(messages.map((message) => message.to)).toEqual(Array(3).fill('+16135550123'));
  expect(messages[2]?.body).toMatch(/http:\/\/localhost:1\/s\/[\w-]{22}$/);
  await keepHistory('full-story');
});

test('holds two minutes after the caller hung up', async () => {
  await run.play([received, at(3, 'callTakingEnded'), at(9, 'arrived'), closedAt(20)], 2 * DAYS);
  expect(await told()).toEqual(['5 acknowledgement 1 sent', '1460 survey 1 sent']);
  await keepHistory('hung-up');
});

test('stops delay notices on dispatch and goes on after the unit left', async () => {
  const arrivals = [received, at(40, 'dispatched'), at(100, 'released'), closedAt(120)];
  await run.play(arrivals, 2 * DAYS);
  expect(await told()).toEqual([
    '12 acknowledgement 1 sent',
    '30 delayNotice 1 sent',
    '110 delayNotice 2 sent',
    '360 closureNotice 1 sent',
    '1560 survey 1 sent',
  ]);
  await keepHistory('released');
});

test('sends four delay notices at most, and the last one says so', async () => {
  await run.play([received], 20 * HOURS);
  expect(await told()).toEqual([
    '12 acknowledgement 1 sent',
    '30 delayNotice 1 sent',
    '90 delayNotice 2 sent',
    '210 delayNotice 3 sent',
    '450 delayNotice 4 sent',
  ]);
  const [, first, , , last] = await run.messages();
  expect(last?.body).not.toBe(first?.body);
});

test('moves what comes due at night to the morning, spread by the call number', async () => {
  const evening = 11 * HOURS + 30;
  await run.play([at(evening, 'received', { stated: { priorityCode: '4' } })], evening + 12 * HOURS);
  const [acknowledgement, notice] = await told();
  expect(acknowledgement).toBe(`${evening + 12} acknowledgement 1 sent`);
  const minute = Number(notice?.split(' ')[0]);
  expect(minute).toBeGreaterThanOrEqual(21 * HOURS);
  expect(minute).toBeLessThan(22 * HOURS);
});

test('closes the loop of a call that was told of a delay and cancelled, and asks nothing', async () => {
  await run.play([received, at(35, 'cancelled')], 9 * DAYS);
  expect(await told()).toEqual([
    '12 acknowledgement 1 sent',
    '30 delayNotice 1 sent',
    '275 closureNotice 1 sent',
  ]);
  expect(await statusOf()).toBe('COMPLETED');
  await keepHistory('cancelled');
});

test('takes the survey back when the call is reopened, and starts anew when it is closed again', async () => {
  await run.play([received, closedAt(15), at(60, 'reopened'), closedAt(80)], 3 * DAYS);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', '1520 survey 1 sent']);
  await keepHistory('reopened');
});

test('records once that a call may no longer be told of delays', async () => {
  await run.play([received, at(20, 'updated', { stated: { flags: ['hazard'] } })], 9 * DAYS);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', '30 delayNotice 1 notSent hazard']);
  expect(await statusOf()).toBe('COMPLETED');
  await keepHistory('no-longer-eligible');
});

test('ends seven days after the last event of a call that is never closed', async () => {
  await run.play([received, at(20, 'arrived')], 6 * DAYS);
  expect(await statusOf()).toBe('RUNNING');
  await run.play([], 7 * DAYS + 30);
  expect(await statusOf()).toBe('COMPLETED');
});

test('starts again when news of an ended follow-up makes a text due', async () => {
  await run.play([received, at(20, 'arrived'), closedAt(9 * DAYS)], 11 * DAYS);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', `${10 * DAYS} survey 1 sent`]);
});

test('tells of the other call when it is merged, and of nothing of its own', async () => {
  const other = { callNumber: 'B1', phone: '613-555-0124' };
  const arrivals = [
    received,
    at(1, 'received', other),
    at(35, 'merged', { intoCallNumber: 'B1' }),
    at(40, 'updated', { stated: { flags: ['hazard'] } }),
  ];
  await run.play(arrivals, 9 * DAYS);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', '30 delayNotice 1 sent']);
  expect(await told('B1')).toEqual([
    '13 acknowledgement 1 sent',
    '31 delayNotice 1 sent',
    '91 delayNotice 2 notSent hazard',
  ]);
});

test('lets staff stop the texts and go on, for what comes due later', async () => {
  await run.play([received], 20);
  const handle = env.client.workflow.getHandle(run.workflowId(callNumber));
  await handle.executeUpdate('stopTexts', { args: ['the caller asked the call taker'] });
  await run.play([], 40);
  await handle.executeUpdate('resumeTexts');
  await run.play([closedAt(95)], 96);
  expect(await told()).toEqual([
    '12 acknowledgement 1 sent',
    '30 delayNotice 1 notSent stoppedByStaff',
    '90 delayNotice 2 sent',
  ]);
  await keepHistory('stopped-by-staff');
});

test('refuses a stop without a reason', async () => {
  await run.play([received], 5);
  const handle = env.client.workflow.getHandle(run.workflowId(callNumber));
  await expect(handle.executeUpdate('stopTexts', { args: ['  '] })).rejects.toThrow();
  expect(await env.client.workflow.getHandle(run.workflowId(callNumber)).query('progress')).toMatchObject({
    facts: { stoppedBecause: null },
  });
});

test('waits while the feed is stale, and then decides by the rules, lateness included', async () => {
  await run.play([received], 20);
  run.letFeedGoStale();
  await run.play([], 60);
  expect(await told()).toEqual(['12 acknowledgement 1 sent']);
  await run.play([at(61, 'updated')], 62);
  expect(await told()).toEqual(['12 acknowledgement 1 sent', '61 delayNotice 1 notSent tooLate']);
});

describe('with other agencies', () => {
  test.each(['springfield', 'san-diego'])('%s has its own rules and words', async (name) => {
    const other = await createStoryRun(env, { agencyName: name });
    const { policy } = other.store.agency;
    const type = policy.callTypes.find((group) => group.texted)?.codes.find((code) => !code.startsWith('/'));
    const stated = {
      priorityCode: policy.priorities.texted[0],
      callTypeCode: type,
      language: 'es',
      source: 'public' as const,
      safeToText: 'yes' as const,
    };
    await other.play([{ ...received, phone: '+1 619 555 0123', stated }], 60);
    const [first] = await other.texts(callNumber);
    expect(first).toMatchObject({ kind: 'acknowledgement', outcome: 'sent', language: 'es' });
    await other.end();
  });
});
