import { createServer, type Server } from 'node:net';
import {
  acceptsConnections,
  checkPortsAreFree,
  findFreePorts,
  portsOf,
} from '../../../runtime/embedded/ports';

describe('ports', () => {
  it('are all free and all different when found', async () => {
    const ports = await findFreePorts();
    expect(new Set(Object.values(ports)).size).toBe(6);
    await expect(checkPortsAreFree(ports)).resolves.toBeUndefined();
  });

  it.each(['127.0.0.1', '0.0.0.0', '::'])(
    'in use on %s are named with the setting that moves them',
    async (host) => {
      const { simulator: port } = await findFreePorts();
      const server = await listen(port, host);
      await expect(checkPortsAreFree({ simulator: port })).rejects.toThrow(
        `Port ${port} is in use: stop what uses it, or set SIMULATOR_PORT to another port.`,
      );
      await new Promise((closed) => server.close(closed));
    },
  );

  it('accept connections when somebody listens', async () => {
    const { api } = await findFreePorts();
    expect(await acceptsConnections(api)).toBe(false);
    const server = await listen(api, '127.0.0.1');
    expect(await acceptsConnections(api)).toBe(true);
    await new Promise((closed) => server.close(closed));
  });

  it('of parts that are not started here do not matter', async () => {
    const ports = await findFreePorts();
    expect(portsOf(['worker'], ports)).toEqual({ metrics: ports.metrics });
    expect(Object.keys(portsOf(['api', 'temporal'], ports))).toEqual([
      'api',
      'metrics',
      'temporal',
      'temporalUi',
    ]);
  });
});

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen({ port, host }, () => resolve(server));
  });
}
