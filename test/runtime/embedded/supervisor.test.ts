import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../../runtime/embedded/supervisor';

test('a start that was stopped before it began ends at once and leaves no process', async () => {
  const home = mkdtempSync(join(tmpdir(), 'heard-stopped-'));
  const started = startEmbedded({ home, agency: 'ottawa', signal: AbortSignal.abort() });
  await expect(started).rejects.toThrow('Stopped before everything was started.');
  expect(existsSync(join(home, 'processes.json'))).toBe(false);
  rmSync(home, { recursive: true, force: true });
});
