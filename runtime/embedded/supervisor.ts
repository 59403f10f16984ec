import type { ClockAnchor } from '../../domain/clock';
import type { Instant } from '../../domain/instant';
import { type Config, type Environment, inheritedEnvironment, readConfig } from '../config';
import { childSettings } from './child-settings';
import { type RunningProcess, gatherCrew } from './crew';
import { prepareHome } from './home';
import { keptSecrets } from './kept-secrets';
import {
  type Launch,
  launchApi,
  launchDatabase,
  launchSimulator,
  launchTemporal,
  launchWorker,
} from './launch';
import { PARTS, type Part } from './parts';
import { type Ports, checkPortsAreFree, findFreePorts, portsOf } from './ports';
import { endLeftovers } from './processes-file';
import { waitUntilReady } from './readiness';
import { StartError } from './start-error';
import { tellSteps } from './steps';
import { checkAgainstStored, checkAgency, readStoredClock, storeClockOnce } from './story-clock';
import { temporalExecutable } from './temporal';

export type EmbeddedOptions = {
  /** The folder where its state lives; made when it is not there. */
  home: string;
  agency: string;
  /** Story seconds a real second; refused when the story stored in `home` has another. */
  scale?: number;
  /** The scale of a story that only begins now. 1 when left out. */
  defaultScale?: number;
  /** When a person set it: refused when the story stored in `home` began at another moment. */
  storyStart?: Instant;
  /** Free ones when left out. */
  ports?: Ports;
  /** All of them when left out. */
  parts?: readonly Part[];
  /** Settings of the contract, by name, for the API and the worker. */
  settings?: Environment;
  /** A `temporal` program to use instead of one that is found or downloaded. */
  temporalCliPath?: string;
  /** Stops the start while it is under way. */
  signal?: AbortSignal;
  onProgress?(line: string): void;
};

export type EmbeddedHeard = {
  apiUrl: string;
  cadKey: string;
  databaseUrl: string;
  simulatorUrl: string;
  temporalAddress: string;
  temporalUiUrl: string;
  scale: number;
  /** The clock of a story that had begun before; null until `setClock`, and with a real carrier for good. */
  storedClock: ClockAnchor | null;
  processes(): RunningProcess[];
  /** Lets the story begin, once in its life, and resolves when the API accepts events. */
  setClock(anchor: ClockAnchor): Promise<void>;
  /** Resolves when the API accepts events. @throws StartError after a minute */
  whenReady(): Promise<void>;
  /** Ends all of it, within ten seconds. */
  stop(): Promise<void>;
};

/**
 * Starts a whole Heard as child processes and keeps them running until `stop`.
 * @throws StartError or ConfigError; then nothing of it is left running
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedHeard> {
  const { home, parts = PARTS, settings: given = {}, signal, onProgress: say = () => undefined } = options;
  const ports = options.ports ?? (await findFreePorts());
  await prepareHome(home);
  await endLeftovers(home);
  await checkPortsAreFree(portsOf(parts, ports));
  const secrets = await keptSecrets(home);
  const crew = gatherCrew(home, say);
  try {
    const launch = { home, parts, ports, given, secrets, crew, tell: tellSteps(say) };
    return await Promise.race([bringUp(options, launch), abortion(signal)]);
  } catch (error) {
    await crew.stop();
    throw error;
  }
}

async function bringUp(options: EmbeddedOptions, launch: Launch): Promise<EmbeddedHeard> {
  const { agency } = options;
  const [databaseUrl, executable] = await Promise.all([
    launchDatabase(launch),
    findTemporal(options, launch),
  ]);
  const env = childSettings({ ...launch, agency, databaseUrl });
  const config = readConfig(env);
  await checkAgency(databaseUrl, agency);
  const storedClock = await readStoredClock(databaseUrl);
  if (storedClock) checkAgainstStored({ ...options, realCarrier: config.carrier.real }, storedClock);
  const scale = storedClock?.scale ?? options.scale ?? options.defaultScale ?? 1;
  await launchRest(launch, { env, config, scale, executable });
  await whenReady(launch, ['clock']);
  return present(launch, { databaseUrl, config, storedClock, scale });
}

type Settled = { env: Environment; config: Config; scale: number; executable: string | null };

/** All at once, but for the worker: it wants Temporal to be there. */
async function launchRest(launch: Launch, { env, config, scale, executable }: Settled): Promise<void> {
  const { parts, tell } = launch;
  const temporal = executable
    ? tell('Temporal', launchTemporal(launch, executable, config.temporal.namespace, scale))
    : Promise.resolve();
  await Promise.all([
    temporal.then(() => (parts.includes('worker') ? launchWorker(launch, env) : undefined)),
    parts.includes('api') ? tell('API', launchApi(launch, env)) : undefined,
    parts.includes('simulator')
      ? tell('carrier simulator', launchSimulator(launch, config, scale))
      : undefined,
  ]);
}

function present(
  launch: Launch,
  {
    databaseUrl,
    config,
    storedClock,
    scale,
  }: Pick<EmbeddedHeard, 'databaseUrl' | 'storedClock' | 'scale'> & { config: Config },
): EmbeddedHeard {
  const { ports, crew } = launch;
  return {
    ...{ databaseUrl, storedClock, scale },
    apiUrl: apiUrlOf(launch),
    cadKey: config.cadKeys[0]?.key ?? '',
    simulatorUrl: `http://localhost:${ports.simulator}`,
    temporalAddress: config.temporal.connectionOptions.address ?? '',
    temporalUiUrl: `http://localhost:${ports.temporalUi}`,
    processes: () => crew.processes(),
    whenReady: () => whenReady(launch),
    setClock: async (anchor) => {
      await storeClockOnce(databaseUrl, anchor);
      await whenReady(launch);
    },
    stop: () => crew.stop(),
  };
}

async function whenReady(launch: Launch, mayLack: readonly string[] = []): Promise<void> {
  if (!launch.parts.includes('api')) return;
  await launch.tell('API and worker', waitUntilReady({ ...launch, apiUrl: apiUrlOf(launch) }, mayLack));
}

function apiUrlOf({ ports }: Launch): string {
  return `http://localhost:${ports.api}`;
}

async function findTemporal(
  { home, temporalCliPath, onProgress }: EmbeddedOptions,
  { parts, tell }: Launch,
): Promise<string | null> {
  if (!parts.includes('temporal')) return null;
  return tell(
    'Temporal program',
    temporalExecutable({ given: temporalCliPath, home, env: inheritedEnvironment(), onProgress }),
  );
}

function abortion(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new StartError('Stopped before everything was started.'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });
}
