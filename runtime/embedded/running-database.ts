import { keptSecrets } from './kept-secrets';
import { embeddedDatabaseUrl } from './postgres';
import { readProcesses } from './processes-file';

/** The database of the embedded Heard that runs from this home; null when none does. */
export async function runningDatabase(home: string): Promise<string | null> {
  const { postgres } = await readProcesses(home);
  if (!postgres?.port) return null;
  const { postgresPassword } = await keptSecrets(home);
  return embeddedDatabaseUrl(postgres.port, postgresPassword);
}
