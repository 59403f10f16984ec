import { expectDescribed } from './support/described-answer';
import { type RunningApi, startApi, STORY_START } from './support/running-api';

const clock = { now: () => STORY_START, scale: 1 };
let api: RunningApi;
beforeAll(async () => (api = await startApi({}, { clock })));
afterAll(() => api.stop());

async function feedAliveAt(): Promise<number | undefined> {
  const { rows } = await api.heard.db.query<{ alive_at: Date | null }>('select alive_at from feed');
  return rows[0]?.alive_at?.getTime();
}

test('a heartbeat says that the feed is alive', async () => {
  const response = await api.post('/v1/heartbeat', {});
  expect(response.status).toBe(204);
  await expectDescribed('POST', '/v1/heartbeat', response);
  expect(await feedAliveAt()).toBe(STORY_START);
});

test('what is refused says nothing of the feed', async () => {
  clock.now = () => STORY_START + 60_000;
  expect((await api.post('/v1/heartbeat', { at: 1 })).status).toBe(422);
  expect((await api.post('/v1/heartbeat', [])).status).toBe(422);
  expect((await api.post('/v1/calls/26-1/events', { type: 'arrived' })).status).toBe(422);
  expect(await feedAliveAt()).toBe(STORY_START);
});
