import { join } from 'node:path';
import { run } from '../../runtime/embedded/command';
import { packageRoot } from '../../runtime/paths';

/** Builds what is older than its sources: processes of ours run from dist/. Several tests may ask at once. */
export async function ensureBuilt(): Promise<void> {
  await run({ file: process.execPath, args: [join(packageRoot, 'cli', 'prepare.mjs')] });
}
