import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Environment } from '../config';
import type { Command } from './command';
import { endingWithParent } from './parent-death';

/** What an operator can filter follow-ups by; set on every one of them. */
export const SEARCH_ATTRIBUTES = {
  HeardStage: 'Keyword',
  HeardPriority: 'Keyword',
  HeardCallType: 'Keyword',
  HeardDivision: 'Keyword',
  HeardDelayed: 'Bool',
  HeardReceivedAt: 'Datetime',
} as const;

/** The numbers of these types in Temporal's gRPC interface (`IndexedValueType`). */
const INDEXED_VALUE_TYPES = { Keyword: 2, Bool: 5, Datetime: 6 } as const;

export type TemporalServerOptions = {
  executable: string;
  /** An existing folder; the database file lies in it. */
  home: string;
  namespace: string;
  port: number;
  uiPort: number;
  /** Story time runs faster than real time, so timers of less than a second must fire in time. */
  fast: boolean;
  env: Environment;
};

export function temporalServerCommand(options: TemporalServerOptions): Promise<Command> {
  const { executable, home, namespace, port, uiPort, fast, env } = options;
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${type}`);
  const args = [
    ...['server', 'start-dev', '--namespace', namespace, '--db-filename', join(home, 'temporal.db')],
    ...['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)],
    ...['--ui-disable-news-fetch', '--log-format', 'json', '--log-level', 'error'],
    ...attributes.flatMap((attribute) => ['--search-attribute', attribute]),
    ...dynamicSettings(fast).flatMap((setting) => ['--dynamic-config-value', setting]),
  ];
  return endingWithParent({ file: executable, args, env }, 'SIGTERM');
}

/** One partition a queue, so that priority holds over all of it. */
export function dynamicSettings(fast: boolean): string[] {
  const onePartition = ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'];
  return fast ? [...onePartition, 'history.timerProcessorMaxTimeShift="50ms"'] : onePartition;
}

/**
 * True once the server serves the namespace; adds search attributes which an older database file lacks.
 */
export async function isTemporalReady(address: string, namespace: string): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    return await connection.withDeadline(Date.now() + 2000, async () => {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const missing = Object.keys(SEARCH_ATTRIBUTES).filter((name) => !(name in (customAttributes ?? {})));
      if (missing.length > 0) await addSearchAttributes(connection, namespace, missing);
      return true;
    });
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
  names: string[],
): Promise<void> {
  const wanted = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => names.includes(name));
  const searchAttributes = Object.fromEntries(
    wanted.map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]),
  );
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}
