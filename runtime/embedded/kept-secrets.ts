import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secrets = z.object({ postgresPassword: z.string(), masterKeys: z.string(), hashKeys: z.string() });

/** `masterKeys` and `hashKeys` are written as the settings HEARD_MASTER_KEYS and HEARD_HASH_KEYS are. */
export type KeptSecrets = z.infer<typeof secrets>;

/** The secrets of an embedded run: made the first time, then kept in its home for its owner's eyes only. */
export async function keptSecrets(home: string): Promise<KeptSecrets> {
  const file = join(home, 'secrets.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return secrets.parse(JSON.parse(kept));
  const made: KeptSecrets = {
    postgresPassword: randomBytes(24).toString('base64url'),
    masterKeys: `made-1:${randomBytes(32).toString('base64')}`,
    hashKeys: `made-1:${randomBytes(32).toString('base64')}`,
  };
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}
