import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startRelay } from '../../api/relay';
import type { Relay, RelaySource } from '../../api/relay';
import { enqueue } from '../../db/relay-queue';
import { MINUTE } from '../../domain/instant';
import { followUpId } from '../../workflows/contract';
import { createStoryRun } from '../support/story';
import { createTestStore, tell, TEN_O_CLOCK } from '../support/store';
import type { TestStore } from '../support/store';
import { startDevServer } from '../support/temporal';

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await startDevServer();
});
afterAll(() => env.teardown());

let store: TestStore;
const relays: Relay[] = [];
beforeEach(async () => {
  store = await createTestStore();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await store.end();
});

function relayTo(client: Client): Relay {
  const quiet = () => undefined;
  const source: RelaySource = {
    ...store,
    anchor: () => ({ realAt: Date.now(), storyAt: TEN_O_CLOCK, scale: 1 }),
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  };
  const relay = startRelay(source, client);
  relays.push(relay);
  return relay;
}

const waiting = async () => (await store.db.query('select 1 from relay_queue')).rowCount;

async function untilHanded(withinMs = 10_000): Promise<number> {
  const startedAt = Date.now();
  while ((await waiting()) !== 0) {
    if (Date.now() - startedAt > withinMs) throw new Error(`not handed over within ${withinMs} ms`);
    await sleep(10);
  }
  return Date.now() - startedAt;
}

const follow = (callNumber: string) => env.client.workflow.getHandle(followUpId('ottawa', callNumber));

type Told = { eventId: string; type: string; seq: number; facts: { revision: number } };

/** The ids of the events a call's newest run was told of. */
async function toldOf(callNumber: string): Promise<string[]> {
  const { events } = await follow(callNumber).fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signalled }) => {
    const told = signalled?.input?.payloads?.[0]?.data;
    return told ? [(JSON.parse(Buffer.from(told).toString()) as Told).eventId] : [];
  });
}

const runOf = async (callNumber: string) => (await follow(callNumber).describe()).runId;

test('an event is handed over at once when the relay is told of it', async () => {
  const relay = relayTo(env.client);
  await sleep(200);
  await tell(store, { callNumber: 'K1', type: 'received', eventId: 'k1' });
  relay.kick();
  expect(await untilHanded()).toBeLessThan(700);
  expect(await toldOf('K1')).toEqual(['k1']);
});

test('an event that nobody told the relay of is found in the table', async () => {
  relayTo(env.client);
  await tell(store, { callNumber: 'F1', type: 'received', eventId: 'f1' });
  await untilHanded();
  expect(await toldOf('F1')).toEqual(['f1']);
});

test('what starts a story is its facts and nothing personal', async () => {
  relayTo(env.client);
  await tell(store, { callNumber: 'P1', type: 'received' });
  await untilHanded();
  const { events } = await follow('P1').fetchHistory();
  const stored = (events ?? []).map((event) => Buffer.from(JSON.stringify(event)).toString());
  const payloads = (events ?? []).flatMap((event) => [
    ...(event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []),
    ...(event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []),
  ]);
  const told = payloads.map(({ data }) => Buffer.from(data ?? []).toString());
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('"callNumber":"P1"');
  expect([...told, ...stored].join('\n')).not.toMatch(/555.?0123/);
});

/** A way to the server that can be cut and mended. */
async function wayTo(address: string) {
  const [host = '', port = ''] = address.split(':');
  const open = new Set<Socket>();
  const accept = (from: Socket) => {
    const to = connect(Number(port), host);
    for (const socket of [from, to]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    from.pipe(to).pipe(from);
  };
  const listen = (server: Server, at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', () => resolve()));
  let server = createServer(accept);
  await listen(server, 0);
  const at = (server.address() as AddressInfo).port;
  return {
    address: `127.0.0.1:${at}`,
    cut: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
    mend: async () => {
      server = createServer(accept);
      await listen(server, at);
    },
  };
}

test('while Temporal is away the table keeps all; then each is handed over once', async () => {
  const way = await wayTo(env.connection.options.address);
  const connection = Connection.lazy({ address: way.address });
  try {
    relayTo(new Client({ connection, namespace: env.namespace }));
    await tell(store, { callNumber: 'T0', type: 'received', phone: '613-555-0120' });
    await untilHanded();

    way.cut();
    const callNumbers = ['T1', 'T2', 'T3'];
    for (const [place, callNumber] of callNumbers.entries()) {
      const phone = `613-555-013${place}`;
      await tell(store, { callNumber, type: 'received', phone, eventId: `${callNumber}-1` });
      await tell(store, { callNumber, type: 'dispatched', eventId: `${callNumber}-2` });
    }
    await sleep(1_500);
    expect(await waiting()).toBe(6);
    await expect(follow('T1').describe()).rejects.toThrow();

    await way.mend();
    await untilHanded(15_000);
    for (const callNumber of callNumbers) {
      expect((await toldOf(callNumber)).toSorted()).toEqual([`${callNumber}-1`, `${callNumber}-2`]);
    }
  } finally {
    way.cut();
    await connection.close();
  }
});

test('of several relays at one table, each event is handed over by one', async () => {
  const both = [relayTo(env.client), relayTo(env.client), relayTo(env.client)];
  for (let place = 0; place < 10; place++) {
    await tell(store, { callNumber: `S${place}`, type: 'received', phone: `613-555-011${place}` });
    for (const relay of both) relay.kick();
  }
  await untilHanded();
  for (let place = 0; place < 10; place++) expect(await toldOf(`S${place}`)).toHaveLength(1);
});

test('an event whose hand-over could not be noted is handed over again, and the next ones too', async () => {
  await store.db.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'killed in between'; end $$;
    create trigger refuse before delete on relay_queue execute function refuse()`);
  relayTo(env.client);
  await tell(store, { callNumber: 'D1', type: 'received', eventId: 'd1' });
  while ((await toldOf('D1').catch(() => [])).length < 2) await sleep(50);
  expect(await waiting()).toBe(1);
  await store.db.query('drop trigger refuse on relay_queue');
  await tell(store, { callNumber: 'D1', type: 'dispatched', eventId: 'd2' });
  await untilHanded();
  const told = await toldOf('D1');
  expect(new Set(told)).toEqual(new Set(['d1', 'd2']));
});

test('an event for a follow-up that has ended starts a new run', async () => {
  relayTo(env.client);
  await tell(store, { callNumber: 'R1', type: 'received', eventId: 'r1' });
  await untilHanded();
  const first = await runOf('R1');
  await follow('R1').terminate();
  await tell(store, { callNumber: 'R1', type: 'updated', eventId: 'r2', stated: { division: 'West' } });
  await untilHanded();
  expect(await runOf('R1')).not.toBe(first);
  expect(await toldOf('R1')).toEqual(['r2']);
});

test('a follow-up told of the same event twice sends one text', async () => {
  const run = await createStoryRun(env, { scale: 720 });
  try {
    const start = Math.ceil(((await run.now()) - TEN_O_CLOCK) / MINUTE);
    await run.play([{ atMinute: start, callNumber: 'W1', type: 'received', eventId: 'w1' }], start + 1);
    await enqueue(run.store.db, 'W1', 'w1');
    await run.play([], start + 14);
    await enqueue(run.store.db, 'W1', 'w1');
    await run.play([], start + 28);
    expect(await toldOf('W1')).toEqual(['w1', 'w1', 'w1']);
    expect((await run.texts('W1')).map((row) => [row.kind, row.outcome])).toEqual([
      ['acknowledgement', 'sent'],
    ]);
    expect(await run.messages()).toHaveLength(1);
  } finally {
    await run.end();
  }
});

test('a relay that is stopped hands over nothing more', async () => {
  const relay = relayTo(env.client);
  await relay.stop();
  await tell(store, { callNumber: 'E1', type: 'received' });
  await sleep(1_200);
  expect(await waiting()).toBe(1);
});
