import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, whether this file runs from dist/ or from the sources. */
export const packageRoot = findUpwards(__dirname);

function findUpwards(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of heard is not there');
  return findUpwards(parent);
}
