import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalExecutable } from '../../../runtime/embedded/temporal';
import {
  SEARCH_ATTRIBUTES,
  isTemporalReady,
  temporalServerCommand,
} from '../../../runtime/embedded/temporal-server';

const options = { executable: 'temporal', home: '/home', namespace: 'heard', port: 1, uiPort: 2, env: {} };

describe('the Temporal dev server', () => {
  it('fires short timers in time only where story time runs fast', async () => {
    const fast = await temporalServerCommand({ ...options, fast: true });
    const real = await temporalServerCommand({ ...options, fast: false });
    expect(fast.args).toContain('history.timerProcessorMaxTimeShift="50ms"');
    expect(real.args.join()).not.toContain('timerProcessorMaxTimeShift');
  });

  it('serves this machine only, and every queue in one partition', async () => {
    const { args } = await temporalServerCommand({ ...options, fast: true });
    expect(args.join(' ')).toMatch(/--ip 127\.0\.0\.1 .*--ui-ip 127\.0\.0\.1/);
    expect(args).toEqual(expect.arrayContaining(['matching.numTaskqueueReadPartitions=1']));
  });

  it('gets the search attributes that an older database file lacks', async () => {
    const path = await temporalExecutable({ given: process.env['TEMPORAL_CLI_PATH'] });
    const older = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path },
        extraArgs: ['--search-attribute', 'HeardStage=Keyword'],
      },
    });
    try {
      expect(await isTemporalReady(older.address, 'default')).toBe(true);
      const { operatorService } = older.connection;
      const { customAttributes } = await operatorService.listSearchAttributes({ namespace: 'default' });
      expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
    } finally {
      await older.teardown();
    }
  });

  it('is not ready where nobody listens', async () => {
    expect(await isTemporalReady('127.0.0.1:9', 'heard')).toBe(false);
  });
});
