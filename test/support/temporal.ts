import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalExecutable, testServerExecutable } from '../../runtime/embedded/temporal';
import {
  SEARCH_ATTRIBUTES,
  addSearchAttributes,
  dynamicSettings,
} from '../../runtime/embedded/temporal-server';

/** A dev server of the test's own, in memory, namespace `heard`, with our search attributes; its time is real. */
export async function startDevServer(): Promise<TestWorkflowEnvironment> {
  const path = await temporalExecutable({ given: process.env['TEMPORAL_CLI_PATH'] });
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${type}`);
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      namespace: 'heard',
      extraArgs: [
        ...attributes.flatMap((attribute) => ['--search-attribute', attribute]),
        ...dynamicSettings(true).flatMap((setting) => ['--dynamic-config-value', setting]),
      ],
    },
  });
}

/**
 * A server of the test's own that skips time while a result is waited for or `sleep` is called. Namespace
 * `default`; it has our search attributes, but no priorities, schedules or lists.
 */
export async function startTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const path = await testServerExecutable({ given: process.env['TEMPORAL_TEST_SERVER_PATH'] });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await addSearchAttributes(environment.connection, 'default', Object.keys(SEARCH_ATTRIBUTES));
  return environment;
}
