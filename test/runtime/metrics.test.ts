import { type MetricsServer, createMetrics, serveMetrics } from '../../runtime/metrics';

describe('the metrics port', () => {
  let server: MetricsServer;
  beforeAll(async () => {
    server = await serveMetrics(createMetrics('api'), 0);
  });
  afterAll(() => server.close());

  it('answers Prometheus at /metrics, naming the process', async () => {
    const response = await fetch(`http://localhost:${server.port}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toMatch(/^process_cpu_seconds_total\{process="api"\}/m);
  });

  it('has nothing else', async () => {
    expect((await fetch(`http://localhost:${server.port}/`)).status).toBe(404);
  });

  it('says no when it is taken', async () => {
    await expect(serveMetrics(createMetrics('worker'), server.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
