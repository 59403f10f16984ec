import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { packageRoot } from '../../runtime/paths';
import { workflowBundle } from '../support/story';

type Events = NonNullable<ReturnType<typeof historyFromJSON>['events']>;

const folder = join(packageRoot, 'test', 'histories');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

test('there is a recorded history of every branch of the story', () => {
  expect(files.map((file) => file.replace('.json', ''))).toEqual([
    'cancelled',
    'full-story',
    'hung-up',
    'no-longer-eligible',
    'released',
    'reopened',
    'stopped-by-staff',
  ]);
});

test.each(files)('the workflow of today goes the way of %s', async (file) => {
  const replay = Worker.runReplayHistory(
    { workflowBundle: await workflowBundle() },
    read(file),
    'ottawa/call/A1',
  );
  await expect(replay).resolves.toBeUndefined();
});

test('a history that went another way is refused', async () => {
  const history = JSON.parse(
    JSON.stringify(read('full-story.json')).replaceAll('"sendText"', '"sendLetter"'),
  );
  const replay = Worker.runReplayHistory(
    { workflowBundle: await workflowBundle() },
    history,
    'ottawa/call/A1',
  );
  await expect(replay).rejects.toThrow(/nondeterminism|Nondeterminism|determinism/);
});

describe('the whole story costs little', () => {
  const events: Events = historyFromJSON(read('full-story.json')).events ?? [];
  const count = (has: (event: Events[number]) => unknown) =>
    events.filter((event) => Boolean(has(event))).length;

  test('at most 60 events', () => {
    expect(events.length).toBeLessThanOrEqual(60);
  });

  test('at most 16 billable actions: the start with its signal, signals, timers, activities, upserts', () => {
    const actions = {
      start: count((event) => event.workflowExecutionStartedEventAttributes),
      signals: count((event) => event.workflowExecutionSignaledEventAttributes) - 1,
      timers: count((event) => event.timerStartedEventAttributes),
      activities: count((event) => event.activityTaskScheduledEventAttributes),
      upserts: count((event) => event.upsertWorkflowSearchAttributesEventAttributes),
    };
    expect(actions).toMatchObject({ start: 1, signals: 3, activities: 3 });
    expect(Object.values(actions).reduce((sum, one) => sum + one)).toBeLessThanOrEqual(16);
  });
});

test.each(files)('%s tells Temporal nothing personal', (file) => {
  const readable = JSON.stringify(read(file), (key, value: unknown) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  );
  expect(readable).toContain('THEFT');
  expect(readable).not.toMatch(/555.?01\d\d|Ottawa Police|9-1-1/);
});
