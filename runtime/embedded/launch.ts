import { migrate } from '../../db/migrate';
import type { Config, Environment } from '../config';
import { inheritedEnvironment } from '../config';
import { type Crew, nodeMember, startsUnseen } from './crew';
import type { KeptSecrets } from './kept-secrets';
import { type Part, nodeCommand, simulatorCommand } from './parts';
import { type Ports, acceptsConnections } from './ports';
import { preparePostgres } from './postgres';
import { StartError } from './start-error';
import type { Steps } from './steps';
import { isTemporalReady, temporalServerCommand } from './temporal-server';

/** One start under way: where, what, and the crew that is being gathered. */
export type Launch = {
  home: string;
  parts: readonly Part[];
  ports: Ports;
  /** Settings that a person gave, by name. */
  given: Environment;
  secrets: KeptSecrets;
  crew: Crew;
  tell: Steps;
};

/** Brings up the embedded PostgreSQL, or takes the given one, and migrates it. */
export async function launchDatabase(launch: Launch): Promise<string> {
  const { parts, given, tell } = launch;
  const embedded = parts.includes('postgres');
  const databaseUrl = embedded ? await tell('PostgreSQL', launchPostgres(launch)) : given['DATABASE_URL'];
  if (!databaseUrl) throw new StartError('DATABASE_URL must be set when PostgreSQL is not started here.');
  await tell('migrations', migrate(databaseUrl).catch(explainMigration));
  return databaseUrl;
}

async function launchPostgres({ home, ports, secrets, crew }: Launch): Promise<string> {
  const { databaseUrl, command, isReady } = await preparePostgres({
    home,
    port: ports.postgres,
    password: secrets.postgresPassword,
    env: inheritedEnvironment(),
    durable: true,
  });
  await crew.start({
    ...{ name: 'postgres', port: ports.postgres, command, isReady },
    // Its fast way to stop: it waits for no client.
    stopSignal: 'SIGINT',
    channel: false,
  });
  return databaseUrl;
}

/** @param scale story seconds a real second */
export async function launchTemporal(
  { home, ports, crew }: Launch,
  executable: string,
  namespace: string,
  scale: number,
): Promise<void> {
  const command = await temporalServerCommand({
    ...{ executable, home, namespace, port: ports.temporal, uiPort: ports.temporalUi },
    fast: scale !== 1,
    env: inheritedEnvironment(),
  });
  const isReady = () => isTemporalReady(`127.0.0.1:${ports.temporal}`, namespace);
  await crew.start({
    name: 'temporal',
    port: ports.temporal,
    command,
    stopSignal: 'SIGTERM',
    channel: false,
    isReady,
  });
}

export async function launchApi({ ports, crew, parts }: Launch, env: Environment): Promise<void> {
  const args = parts.includes('worker') ? ['--with-workers'] : [];
  const member = nodeMember('api', ports.api, nodeCommand('api/main.js', args, env));
  await crew.start({ ...member, isReady: () => acceptsConnections(ports.api) });
}

/** The metrics port is the API's when both run here; the worker's is then any free one. */
export async function launchWorker({ crew, parts }: Launch, env: Environment): Promise<void> {
  const ownEnv = parts.includes('api') ? { ...env, METRICS_PORT: '0' } : env;
  const member = nodeMember('worker', null, nodeCommand('worker/main.js', [], ownEnv));
  await crew.start({ ...member, isReady: startsUnseen });
}

/** @param scale story seconds a real second */
export async function launchSimulator(
  { home, ports, crew }: Launch,
  config: Config,
  scale: number,
): Promise<void> {
  const command = simulatorCommand(config, {
    port: ports.simulator,
    scale,
    home,
    env: inheritedEnvironment(),
  });
  const member = nodeMember('simulator', ports.simulator, command);
  await crew.start({ ...member, isReady: () => acceptsConnections(ports.simulator) });
}

function explainMigration(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new StartError(`The database could not be brought up to date (${why}): see to DATABASE_URL.`, {
    cause: error,
  });
}
