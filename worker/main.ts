import { Runtime } from '@temporalio/worker';
import { composeHeard } from '../runtime/compose';
import { ConfigError, readConfig } from '../runtime/config';
import { createMetrics, serveMetrics } from '../runtime/metrics';
import { connectTemporal } from '../runtime/temporal-client';
import { ensureSchedules } from './schedules';
import { createWorkers } from './workers';

/** The worker process: tells the stories and sends the texts until it is asked to stop. */
async function main(): Promise<void> {
  const config = readConfig();
  const heard = composeHeard(config, 'worker');
  const { log } = heard;
  Runtime.install({
    logger: {
      log: (_level, message) => log.info({}, message),
      trace: () => undefined,
      debug: () => undefined,
      info: (message) => log.debug({}, message),
      warn: (message, meta) => log.warn(meta ?? {}, message),
      error: (message, meta) => log.error(meta ?? {}, message),
    },
  });
  const metrics = await serveMetrics(createMetrics('worker'), config.metricsPort);
  const temporal = connectTemporal(config);
  await ensureSchedules(temporal.client, config.agency);
  await temporal.close();
  const { workers, close } = await createWorkers(heard);
  log.info({ pid: process.pid }, 'ready');
  // The SDK's runtime hears SIGTERM and lets what is under way finish within the grace time.
  await Promise.all(workers.map((worker) => worker.run()));
  await close();
  await metrics.close();
  await heard.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
