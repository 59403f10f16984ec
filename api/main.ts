import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { noteFirstStart } from '../db/feed';
import { putPolicyInForce } from '../db/policies';
import { type Heard, composeHeard } from '../runtime/compose';
import { readConfig } from '../runtime/config';
import { createMetrics, serveMetrics } from '../runtime/metrics';
import { connectTemporal } from '../runtime/temporal-client';
import { startRelay } from './relay';
import { createServer } from './server';
import { doWorkersPoll } from './workers-poll';

/** What is under way at a stop may take as long as this to end. */
const END_WITHIN_MS = 5_000;

/** The API process. `--with-workers`: started as one with the workers, so that it is ready when they are. */
async function main(): Promise<void> {
  const config = readConfig();
  const heard = composeHeard(config, 'api');
  const { log } = heard;
  const temporal = connectTemporal(config);
  const stopping = new AbortController();
  const policyStands = putOurPolicyInForce(heard, stopping.signal);
  const relay = startRelay(heard, temporal.client);
  const withWorkers = process.argv.includes('--with-workers');
  const workersPoll = async () => !withWorkers || doWorkersPoll(temporal, config.agency);

  const metrics = await serveMetrics(createMetrics('api'), config.metricsPort);
  const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 30_000 };
  const server = createHttpServer(timeouts, createServer({ heard, relay, workersPoll }));
  server.listen(config.port);
  await once(server, 'listening');
  log.info({ port: config.port, pid: process.pid }, 'ready');

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  stopping.abort();
  await Promise.all([endRequests(server), relay.stop(), policyStands]);
  await temporal.close();
  await metrics.close();
  await heard.close();
  log.info({}, 'stopped');
}

/**
 * The agency's rules as this process found them at its start; until it succeeds, it is not ready. With a real carrier
 * the story is our own time, and its first start is noted: the feed counts as alive from then on (story 14).
 */
async function putOurPolicyInForce({ db, agency, log, config }: Heard, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const now = Date.now();
      if (config.carrier.real) await noteFirstStart(db, now);
      return await putPolicyInForce(db, agency, now);
    } catch (error) {
      log.warn({ error }, 'the policy could not be put in force yet');
      await sleep(1_000, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** Takes no more connections, and lets what was asked be answered. */
async function endRequests(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const late = setTimeout(() => server.closeAllConnections(), END_WITHIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
