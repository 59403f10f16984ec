import { type AddressInfo, connect, createServer } from 'node:net';
import type { Part } from './parts';
import { StartError } from './start-error';

export const PORT_SETTINGS = {
  api: 'PORT',
  metrics: 'METRICS_PORT',
  simulator: 'SIMULATOR_PORT',
  postgres: 'POSTGRES_PORT',
  temporal: 'TEMPORAL_PORT',
  temporalUi: 'TEMPORAL_UI_PORT',
} as const;
export type PortName = keyof typeof PORT_SETTINGS;
export type Ports = Record<PortName, number>;

/** Those that the parts started here will listen on. */
export function portsOf(parts: readonly Part[], ports: Ports): Partial<Ports> {
  const { api, metrics, simulator, postgres, temporal, temporalUi } = ports;
  return {
    ...(parts.includes('api') && { api, metrics }),
    ...(parts.includes('worker') && { metrics }),
    ...(parts.includes('simulator') && { simulator }),
    ...(parts.includes('postgres') && { postgres }),
    ...(parts.includes('temporal') && { temporal, temporalUi }),
  };
}

/** @throws StartError that names the port and the setting which moves it */
export async function checkPortsAreFree(ports: Partial<Ports>): Promise<void> {
  const names = Object.keys(PORT_SETTINGS).filter((name): name is PortName => name in ports);
  const taken = await Promise.all(names.map(async (name) => !(await isFree(ports[name] ?? 0))));
  const name = names.find((_, index) => taken[index]);
  if (name === undefined) return;
  throw new StartError(
    `Port ${ports[name]} is in use: stop what uses it, or set ${PORT_SETTINGS[name]} to another port.`,
  );
}

/** Free ones at this moment, all different. */
export async function findFreePorts(): Promise<Ports> {
  const [api, metrics, simulator, postgres, temporal, temporalUi] = await holdPorts(6);
  return {
    api: api ?? 0,
    metrics: metrics ?? 0,
    simulator: simulator ?? 0,
    postgres: postgres ?? 0,
    temporal: temporal ?? 0,
    temporalUi: temporalUi ?? 0,
  };
}

export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Tried on all addresses and on the loopback one: a server on either would be in our way. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port)) && (await canListen(port, '127.0.0.1'));
}

function canListen(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}

/** Held together and then let go together, so that none is handed out twice. */
async function holdPorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  const ports = servers.map((server) => portOf(server.address()));
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function listenAnywhere(): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => resolve(server));
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}
