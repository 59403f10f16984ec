import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecrets } from '../../../runtime/embedded/kept-secrets';
import { settingsSchema } from '../../../runtime/settings';

const folder = mkdtempSync(join(tmpdir(), 'heard-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the secrets of an embedded run', () => {
  it('are made once, kept, and for its owner’s eyes only', async () => {
    const made = await keptSecrets(folder);
    expect(await keptSecrets(folder)).toEqual(made);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('are written as their settings are, and no two of them are the same', async () => {
    const { masterKeys, hashKeys } = await keptSecrets(folder);
    const { HEARD_MASTER_KEYS, HEARD_HASH_KEYS } = settingsSchema.shape;
    expect(HEARD_MASTER_KEYS.parse(masterKeys)?.[0]?.key).toHaveLength(32);
    expect(HEARD_HASH_KEYS.parse(hashKeys)).not.toEqual(HEARD_MASTER_KEYS.parse(masterKeys));
  });
});
