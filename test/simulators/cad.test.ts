import { setTimeout as sleep } from 'node:timers/promises';
import { fromIso, MINUTE, SECOND } from '../../domain/instant';
import { playCalls, type CadPlay } from '../../simulators/cad';
import type { RecordedEvent } from '../../simulators/cad/recorded-event';
import { type ScriptedApi, type SeenRequest, startScriptedApi } from './cad/scripted-api';

const STORY = fromIso('2023-01-18T09:10:00Z');

let api: ScriptedApi;
beforeEach(async () => {
  api = await startScriptedApi();
});
afterEach(() => api.close());

describe('playing recorded calls', () => {
  test('sends every event at its moment of the story, no earlier and in order', async () => {
    const events = [event('A', 1, 0), event('B', 1, MINUTE), event('A', 2, 3 * MINUTE)];
    const clock = { realAt: Date.now(), storyAt: STORY, scale: 600 };

    const progress = await playCalls({ ...play(events), clock });

    expect(sentIds(api.posts)).toEqual(['A-1', 'B-1', 'A-2']);
    for (const [index, realMs] of [0, 100, 300].entries()) {
      const late = (api.posts[index]?.at ?? 0) - clock.realAt - realMs;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(2_000);
    }
    expect(progress).toMatchObject({ accepted: 3, refused: [], total: 3 });
  });

  test('posts one event to its call, with the key and without what is not of the API', async () => {
    await playCalls(play([event('2023 7/1', 1, 0)]));

    expect(api.posts[0]).toMatchObject({
      path: '/v1/calls/2023%207%2F1/events',
      authorization: 'Bearer secret',
      body: { eventId: '2023 7/1-1', type: 'updated' },
    });
    expect(Object.keys(api.posts[0]?.body ?? {})).toEqual(['eventId', 'type']);
  });

  test('sends what is due together as one batch, but never two events of one call in it', async () => {
    await playCalls(play([event('A', 1, 0), event('B', 1, 0), event('A', 2, 0), event('C', 1, 0)]));

    expect(api.posts.map(({ path }) => path)).toEqual(['/v1/events', '/v1/events']);
    expect(api.posts.map((post) => sentIds([post]))).toEqual([
      ['A-1', 'B-1'],
      ['A-2', 'C-1'],
    ]);
    expect(api.posts[0]?.body).toEqual({
      events: [
        { callNumber: 'A', eventId: 'A-1', type: 'updated' },
        { callNumber: 'B', eventId: 'B-1', type: 'updated' },
      ],
    });
  });

  test('does not let one call that is stuck hold up the others', async () => {
    api.next.push({ status: 503, headers: { 'Retry-After': '1' } });

    await playCalls({
      ...play([event('A', 1, 0), event('B', 1, 0), event('A', 2, 0), event('B', 2, 0)]),
      lanes: 2,
    });

    const accepted = sentIds(api.posts.slice(1));
    expect(accepted.indexOf('B-2')).toBeLessThan(accepted.indexOf('A-1'));
    expect(accepted.toSorted()).toEqual(['A-1', 'A-2', 'B-1', 'B-2']);
    expect(accepted.indexOf('A-1')).toBeLessThan(accepted.indexOf('A-2'));
  });

  test('repeats an event with the same id through errors and cut lines, while the next one waits', async () => {
    api.next.push({ status: 503 }, 'cutTheLine', { status: 500 });

    const progress = await playCalls(play([event('A', 1, 0), event('A', 2, 0)]));

    expect(sentIds(api.posts)).toEqual(['A-1', 'A-1', 'A-1', 'A-1', 'A-2']);
    expect(progress.accepted).toBe(2);
  });

  test('waits as long as a full API asks for', async () => {
    api.next.push({ status: 429, headers: { 'Retry-After': '1' } });

    await playCalls(play([event('A', 1, 0)]));

    const [refused, accepted] = api.posts.map(({ at }) => at);
    expect((accepted ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('repeats of a batch only what was not taken, and notes what was refused', async () => {
    api.next.push({
      status: 200,
      body: {
        results: [
          { httpStatus: 202 },
          { httpStatus: 503 },
          { httpStatus: 422, title: 'Not the schema', detail: 'type is not known' },
        ],
      },
    });

    const progress = await playCalls(play([event('A', 1, 0), event('B', 1, 0), event('C', 1, 0)]));

    expect(sentIds(api.posts)).toEqual(['A-1', 'B-1', 'C-1', 'B-1']);
    expect(progress.accepted).toBe(2);
    expect(progress.refused).toEqual([
      { callNumber: 'C', eventId: 'C-1', httpStatus: 422, detail: 'Not the schema; type is not known' },
    ]);
  });

  test('goes on after an event that the API will never take', async () => {
    api.next.push({ status: 409, body: { title: 'Another body' } });

    const progress = await playCalls(play([event('A', 1, 0), event('A', 2, 0)]));

    expect(sentIds(api.posts)).toEqual(['A-1', 'A-2']);
    expect(progress.refused.map(({ httpStatus }) => httpStatus)).toEqual([409]);
  });

  test.each([1, 2])('gives up on a wrong key, with %i event(s) due', async (due) => {
    api.next.push({ status: 401, body: { title: 'Wrong key' } });
    const events = [event('A', 1, 0), event('B', 1, 0)].slice(0, due);

    await expect(playCalls(play(events))).rejects.toThrow('the CAD API answered 401: Wrong key');
    const beats = api.heartbeats.length;
    await sleep(150);
    expect(api.heartbeats.length).toBe(beats);
  });

  test('keeps the feed alive every story minute, also after the last event, until it is stopped', async () => {
    const stop = new AbortController();
    const clock = { realAt: Date.now(), storyAt: STORY, scale: 600 };

    await playCalls({ ...play([event('A', 1, 2 * MINUTE)]), clock, signal: stop.signal });
    const duringThePlay = api.heartbeats.length;
    await sleep(450);
    stop.abort();
    const untilStopped = api.heartbeats.length;
    await sleep(250);

    expect(duringThePlay).toBeGreaterThanOrEqual(2);
    expect(untilStopped - duringThePlay).toBeGreaterThanOrEqual(3);
    expect(untilStopped - duringThePlay).toBeLessThanOrEqual(5);
    expect(api.heartbeats.length).toBeLessThanOrEqual(untilStopped + 1);
  });

  test('stops between two events when it is told to', async () => {
    const stop = new AbortController();
    const clock = { realAt: Date.now(), storyAt: STORY, scale: 1 };
    const playing = playCalls({
      ...play([event('A', 1, 0), event('A', 2, 30 * SECOND)]),
      clock,
      signal: stop.signal,
    });
    await sleep(200);
    stop.abort();

    expect((await playing).accepted).toBe(1);
  });
});

/** A play that is late for everything, so that all of it is due at once. */
function play(events: RecordedEvent[]): CadPlay {
  const clock = { realAt: Date.now() - 60_000, storyAt: STORY, scale: 600 };
  return { apiUrl: api.apiUrl, key: 'secret', events, clock, lanes: 1 };
}

function event(callNumber: string, number: number, afterMs: number): RecordedEvent {
  return {
    callNumber,
    arrivesAt: STORY + afterMs,
    body: { eventId: `${callNumber}-${number}`, type: 'updated' },
  };
}

function sentIds(posts: SeenRequest[]): unknown[] {
  return posts.flatMap(({ body }) =>
    Array.isArray(body['events'])
      ? body['events'].map((item: { eventId: string }) => item.eventId)
      : [body['eventId']],
  );
}
