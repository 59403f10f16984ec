import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { packageRoot } from '../runtime/paths';
import { workflowBundlePath } from '../worker/bundle';

/** The last step of the build: workflows are bundled once, not by every worker that starts. */
async function bundleWorkflows(): Promise<void> {
  const quiet = () => undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(packageRoot, 'dist', 'workflows', 'index.js'),
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error },
  });
  await writeFile(workflowBundlePath, code);
}

bundleWorkflows().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
