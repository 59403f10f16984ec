import { join } from 'node:path';
import { packageRoot } from '../runtime/paths';

/** Where the build puts the workflows; one file, so that a worker starts in a moment. */
export const workflowBundlePath = join(packageRoot, 'dist', 'workflow-bundle.js');
