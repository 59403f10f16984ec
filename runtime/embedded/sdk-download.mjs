// Has the Temporal SDK download its server into a folder: `node sdk-download.mjs cli|test-server FOLDER`.
// A process of its own, because the SDK takes over signals, and plain JavaScript, because tests run it unbuilt.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , which, downloadDir] = process.argv;
const server = { executable: { type: 'cached-download', downloadDir } };
const environment =
  which === 'cli'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
