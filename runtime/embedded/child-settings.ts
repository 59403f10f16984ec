import { type Environment, inheritedEnvironment } from '../config';
import type { KeptSecrets } from './kept-secrets';
import type { Part } from './parts';
import type { Ports } from './ports';

/** Who carries which addresses; `given` are the settings a person set, under their own names. */
export type ChildSettingsOptions = {
  given: Environment;
  agency: string;
  home: string;
  ports: Ports;
  parts: readonly Part[];
  secrets: KeptSecrets;
  databaseUrl: string | undefined;
};

const ONLY_FOR_US = [
  'HEARD_TIME_SCALE',
  'HEARD_STORY_START',
  'TEMPORAL_CLI_PATH',
  'TEMPORAL_TEST_SERVER_PATH',
];

/** The environment of API and worker: what was given, and the embedded parts where nothing was. */
export function childSettings(options: ChildSettingsOptions): Environment {
  const { given, agency, home, ports, parts, secrets, databaseUrl } = options;
  const embedded = parts.includes('temporal');
  const kept = Object.entries(given).filter(
    ([name]) => !ONLY_FOR_US.includes(name) && !(embedded && isTemporalAccess(name)),
  );
  return {
    ...inheritedEnvironment(),
    HEARD_MASTER_KEYS: secrets.masterKeys,
    HEARD_HASH_KEYS: secrets.hashKeys,
    ...Object.fromEntries(kept),
    HEARD_AGENCY: agency,
    HEARD_HOME: home,
    PORT: String(ports.api),
    METRICS_PORT: String(ports.metrics),
    SIMULATOR_PORT: String(ports.simulator),
    POSTGRES_PORT: String(ports.postgres),
    TEMPORAL_PORT: String(ports.temporal),
    TEMPORAL_UI_PORT: String(ports.temporalUi),
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...(embedded && { TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}` }),
  };
}

/** How to reach and prove oneself to a cluster elsewhere: wrong for the embedded server. */
function isTemporalAccess(name: string): boolean {
  return name.startsWith('TEMPORAL_') && !name.endsWith('PORT') && name !== 'TEMPORAL_NAMESPACE';
}
