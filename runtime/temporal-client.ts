import { Client, Connection } from '@temporalio/client';
import type { Config } from './config';

export type TemporalClient = { client: Client; connection: Connection; close(): Promise<void> };

/**
 * A client for processes that only start, signal and ask. Connects lazily, so that a Temporal server
 * that is down stops nobody from starting. It installs no SDK Runtime: that one takes over the signals.
 */
export function connectTemporal({ temporal }: Pick<Config, 'temporal'>): TemporalClient {
  const connection = Connection.lazy(temporal.connectionOptions);
  const client = new Client({ connection, namespace: temporal.namespace });
  return { client, connection, close: () => connection.close() };
}
