import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCarrier } from '../../../simulators/carrier';
import { SENDER, aMoment, carrierOptions, clientOf, eventually, startService, startTrial } from './trial';

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrier-'));
  state = join(folder, 'carrier.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a carrier that is started again with its file', () => {
  it('has every text and goes on where it was: lines, deliveries, receipts', async () => {
    const service = await startService(() => ({ status: 204 }));
    const options = { ...carrierOptions(service.url), state, segmentsPerSecond: 1, scale: 1 };
    const first = await startCarrier(options);
    const text = { to: '+16135550101', from: SENDER, body: 'kept', statusCallback: `${service.url}/status` };
    const { sid } = await clientOf(first.url).messages.create(text);
    await first.close();
    expect(service.statuses()).toEqual([]);

    const second = await startCarrier({ ...options, scale: 100 });
    expect((await clientOf(second.url).messages(sid).fetch()).body).toBe('kept');
    await eventually(service.statuses, (statuses) => expect(statuses).toEqual(['sent', 'delivered']));
    await second.close();
    await service.close();
  });

  it('still reports what it could not report before, and nothing twice', async () => {
    let isUp = false;
    const trial = await startTrial({ state, answer: () => ({ status: isUp ? 204 : 503 }) });
    await trial.text('+16135550101');
    await eventually(
      () => trial.get('/simulator/messages'),
      ({ messages }) => expect(messages[0].status).toBe('delivered'),
    );
    await trial.carrier.close();
    isUp = true;
    trial.service.webhooks.length = 0;

    const second = await startCarrier({ ...carrierOptions(trial.service.url), state });
    await eventually(trial.service.statuses, (statuses) =>
      expect(statuses.toSorted()).toEqual(['delivered', 'sent']),
    );
    await second.close();

    const third = await startCarrier({ ...carrierOptions(trial.service.url), state });
    await aMoment();
    expect(trial.service.statuses()).toHaveLength(2);
    await third.close();
    await trial.service.close();
  });

  it('hands on a reply the service had not taken', async () => {
    let isUp = false;
    const trial = await startTrial({ state, answer: () => ({ status: isUp ? 200 : 503 }) });
    await trial.send('POST', '/simulator/replies', { from: '+16135550101', body: 'STOP' });
    await aMoment(100);
    await trial.carrier.close();
    isUp = true;
    trial.service.webhooks.length = 0;
    const second = await startCarrier({ ...carrierOptions(trial.service.url), state });
    await eventually(
      () => trial.service.webhooks,
      ([webhook]) => expect(webhook?.form).toMatchObject({ Body: 'STOP' }),
    );
    await second.close();
    await trial.service.close();
  });

  it('forgets what was deleted, and a line that was cut off by a kill', async () => {
    const trial = await startTrial({ state });
    await trial.text('+16135550101', { body: 'deleted' });
    await trial.send('DELETE', '/simulator/messages', undefined);
    const { sid } = await trial.text('+16135550102', { body: 'kept' });
    await trial.carrier.close();
    appendFileSync(state, '{"message":{"sid":"SM0');
    const second = await startCarrier({ ...carrierOptions(trial.service.url), state });
    const kept = await clientOf(second.url).messages.list();
    expect(kept.map((text) => text.sid)).toEqual([sid]);
    expect(readFileSync(state, 'utf8')).not.toContain('deleted');
    await second.close();
    await trial.service.close();
  });
});
