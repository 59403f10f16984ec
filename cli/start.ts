import { once } from 'node:events';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type ClockAnchor, storyTime } from '../domain/clock';
import type { Instant } from '../domain/instant';
import type { Policy } from '../domain/policy';
import { loadAgency } from '../runtime/agency';
import { givenSettings, isRealCarrier, readSettings } from '../runtime/config';
import { PARTS, type Part } from '../runtime/embedded/parts';
import type { Ports } from '../runtime/embedded/ports';
import { type EmbeddedHeard, startEmbedded } from '../runtime/embedded/supervisor';
import { packageRoot } from '../runtime/paths';
import type { Settings } from '../runtime/settings';
import { instantOnWall, withOffset } from './convert/wall-clock';
import { DEMO_SCALE, countStart, demoFileOf, playDemo } from './demo';
import { callToTry, drawStartScreen } from './start-screen';

type StartOptions = { demo: boolean; only?: Part[] };

/** `heard start`: all of Heard, or parts of it, until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description('Run Heard. Without a real carrier also its simulator, on which recorded calls are played.')
    .option('--no-demo', 'quiet: play no recorded calls; story time is real time')
    .option('--only <parts>', `only these, comma between: ${PARTS.join(', ')}`, readParts)
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const settings = readSettings();
  const plan = planStart(settings, options);
  const stopping = stopOnSignal();
  const heard = await startEmbedded({
    ...{ ...plan, ports: portsFrom(settings), settings: givenSettings(), signal: stopping },
    scale: settings.HEARD_TIME_SCALE,
    storyStart: settings.HEARD_STORY_START,
    temporalCliPath: settings.TEMPORAL_CLI_PATH,
    onProgress: (line) => console.log(`  ${line}`),
  });
  try {
    await Promise.race([run(heard, plan, settings, stopping), once(stopping, 'abort')]);
  } finally {
    console.log('Stopping …');
    await heard.stop();
  }
}

type StartPlan = {
  agency: string;
  policy: Policy;
  timeZone: string;
  home: string;
  parts: readonly Part[];
  defaultScale: number;
  /** The first moment of a story that only begins now; null: the moment at which everything is ready. */
  beginning: Instant | null;
  demoFile: string | null;
};

/** A demo is played where everything runs here and texts reach nobody. */
function planStart(settings: Settings, { demo, only }: StartOptions): StartPlan {
  const agency = settings.HEARD_AGENCY;
  const { policy } = loadAgency(join(packageRoot, 'agencies', agency));
  const { timeZone } = policy;
  const demoFile = demoFileOf(agency);
  const unsigned = settings.HEARD_CAD_SIGNING_SECRETS.length === 0;
  const plays = demo && demoFile !== null && !only && !isRealCarrier(settings) && unsigned;
  const beginning = settings.HEARD_STORY_START ?? (plays ? tenOClock(timeZone) : null);
  return {
    ...{ agency, policy, timeZone, beginning, parts: only ?? partsFor(settings) },
    home: plays ? join(settings.HEARD_HOME, 'demo') : settings.HEARD_HOME,
    defaultScale: plays ? DEMO_SCALE : 1,
    demoFile: plays ? demoFile : null,
  };
}

async function run(
  heard: EmbeddedHeard,
  plan: StartPlan,
  settings: Settings,
  stopping: AbortSignal,
): Promise<void> {
  const { home, agency, timeZone, demoFile } = plan;
  const clock = isRealCarrier(settings) ? null : storyClock(heard, plan.beginning);
  await (clock ? heard.setClock(clock) : heard.whenReady());
  const starts = await countStart(home);
  console.log(
    drawStartScreen({
      ...{ ...heard, agency, home, demoFile },
      ...callToTry(plan.policy, starts),
      namespace: settings.TEMPORAL_NAMESPACE,
      storyNow: clock && withOffset(storyTime(clock, Date.now()), timeZone).replace('T', ' ').slice(0, 16),
    }),
  );
  if (demoFile && clock) {
    void playDemo(heard, { file: demoFile, run: starts, clock, signal: stopping }).catch((error: unknown) =>
      console.error(
        `  the recorded calls stopped: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  }
  await once(stopping, 'abort');
}

/** Of the story that goes on, or of one that begins this moment, now that everything runs. */
function storyClock({ storedClock, scale }: EmbeddedHeard, beginning: Instant | null): ClockAnchor {
  const now = Date.now();
  return storedClock ?? { realAt: now, storyAt: beginning ?? now, scale };
}

function stopOnSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

/** What was given from outside is not started here. */
function partsFor(settings: Settings): Part[] {
  const given: Partial<Record<Part, boolean>> = {
    postgres: settings.DATABASE_URL !== undefined,
    temporal: settings.TEMPORAL_ADDRESS !== undefined,
    simulator: isRealCarrier(settings),
  };
  return PARTS.filter((part) => !given[part]);
}

function portsFrom(settings: Settings): Ports {
  return {
    api: settings.PORT,
    metrics: settings.METRICS_PORT,
    simulator: settings.SIMULATOR_PORT,
    postgres: settings.POSTGRES_PORT,
    temporal: settings.TEMPORAL_PORT,
    temporalUi: settings.TEMPORAL_UI_PORT,
  };
}

function readParts(text: string): Part[] {
  const names = text.split(',').map((name) => name.trim());
  const parts = PARTS.filter((part) => names.includes(part));
  if (parts.length !== names.length) throw new InvalidArgumentError(`They are ${PARTS.join(', ')}.`);
  return parts;
}

function tenOClock(timeZone: string): Instant {
  const today = withOffset(Date.now(), timeZone).slice(0, 10);
  return instantOnWall(`${today}T10:00:00`, timeZone);
}
