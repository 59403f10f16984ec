import { startRelay } from '../../api/relay';
import { connectTemporal } from '../../runtime/temporal-client';
import { aReceived, type RunningApi, startApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => (api = await startApi({ TEMPORAL_ADDRESS: 'localhost:1' })));
afterAll(() => api.stop());

test('with Temporal away events are accepted and read back, and wait for it in the table', async () => {
  const temporal = connectTemporal(api.heard.config);
  const relay = startRelay(api.heard, temporal.client);
  try {
    const response = await api.post('/v1/calls/26-1/events', aReceived());
    expect(response.status).toBe(202);
    relay.kick();
    expect((await api.request('/v1/calls/26-1')).status).toBe(200);
  } finally {
    await relay.stop();
    await temporal.close();
  }
  const { rows } = await api.heard.db.query('select from relay_queue');
  expect(rows).toHaveLength(1);
});
