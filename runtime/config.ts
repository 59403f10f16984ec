import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import {
  DEVELOPMENT_CAD_KEY,
  SECRET_SETTINGS,
  type CadKey,
  type NamedKey,
  type Settings,
  settingsSchema,
} from './settings';

export type Environment = Record<string, string | undefined>;

/** Where texts go. `real` decides what may not be a default; `baseUrl` null is the carrier's own address. */
export type CarrierSettings = {
  real: boolean;
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  /** More than one while they rotate: a signature by any of them counts. */
  authTokens: string[];
  messagingServiceSid: string | null;
  baseUrl: string | null;
};

/** What an API or a worker process needs to know before it starts. */
export type Config = {
  agency: string;
  publicUrl: string;
  port: number;
  metricsPort: number;
  cadKeys: CadKey[];
  cadSigningSecrets: string[];
  /** Newest first. */
  masterKeys: NamedKey[];
  /** Newest first. */
  hashKeys: NamedKey[];
  eventsPerSecond: number;
  databaseUrl: string;
  temporal: ClientConnectConfig & { namespace: string };
  carrier: CarrierSettings;
  senders: string[];
  segmentsPerSecond: number;
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
  logLevel: Settings['HEARD_LOG_LEVEL'];
};

/** The message names every wrong setting, one line each, and never a secret's value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The simulator takes any account; these are the ones it and we agree on when nothing else is set. */
export const SIMULATOR_ACCOUNT = {
  accountSid: `AC${'0'.repeat(31)}1`,
  apiKey: `SK${'0'.repeat(31)}1`,
  apiSecret: 'simulator-api-secret',
  authToken: 'simulator-auth-token',
};

/**
 * Settings of one API or worker process. `heard start` fills in what its embedded parts stand for.
 * @throws ConfigError
 */
export function readConfig(env: Environment = process.env): Config {
  const settings = readSettings(env);
  const { DATABASE_URL, TEMPORAL_ADDRESS, HEARD_MASTER_KEYS, HEARD_HASH_KEYS } = settings;
  if (!DATABASE_URL || !TEMPORAL_ADDRESS || !HEARD_MASTER_KEYS || !HEARD_HASH_KEYS) {
    const needed = { DATABASE_URL, TEMPORAL_ADDRESS, HEARD_MASTER_KEYS, HEARD_HASH_KEYS };
    const missing = Object.entries(needed).filter(([, value]) => !value);
    throw new ConfigError(
      missing
        .map(([name]) => `${name} is not set, and only \`heard start\` has a default for it.`)
        .join('\n'),
    );
  }
  return {
    agency: settings.HEARD_AGENCY,
    publicUrl: settings.HEARD_PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    port: settings.PORT,
    metricsPort: settings.METRICS_PORT,
    cadKeys: settings.HEARD_CAD_KEYS,
    cadSigningSecrets: settings.HEARD_CAD_SIGNING_SECRETS,
    masterKeys: HEARD_MASTER_KEYS,
    hashKeys: HEARD_HASH_KEYS,
    eventsPerSecond: settings.HEARD_EVENTS_PER_SECOND,
    databaseUrl: DATABASE_URL,
    temporal: readTemporal(env, settings.TEMPORAL_NAMESPACE),
    carrier: carrierSettings(settings),
    senders: settings.HEARD_SENDERS,
    segmentsPerSecond: settings.HEARD_SEGMENTS_PER_SECOND,
    oidc: oidcSettings(settings),
    logLevel: settings.HEARD_LOG_LEVEL,
  };
}

/**
 * All settings, checked one by one and together; what is left out has its embedded default or is undefined.
 * @throws ConfigError
 */
export function readSettings(env: Environment = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) =>
      describeWrong(String(path[0]), message, given),
    );
    throw new ConfigError([...new Set(lines)].join('\n'));
  }
  const conflicts = [
    ...realCarrierProblems(parsed.data),
    ...partlyGiven(parsed.data),
    ...samePorts(parsed.data),
  ];
  if (conflicts.length > 0) throw new ConfigError(conflicts.join('\n'));
  return parsed.data;
}

/** What every child process inherits; settings are handed over by name on top of it. */
export function inheritedEnvironment(env: Environment = process.env): Environment {
  const settings = Object.keys(settingsSchema.shape);
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !settings.includes(name) && !name.startsWith('TEMPORAL_')),
  );
}

/** The settings that were given, under their own names, for a child process of ours. */
export function givenSettings(env: Environment = process.env): Environment {
  const inherited = inheritedEnvironment(env);
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => !(name in inherited) && value !== ''),
  );
}

export function isRealCarrier(settings: Settings): boolean {
  return settings.TWILIO_ACCOUNT_SID !== undefined;
}

function describeWrong(name: string, rule: string, given: Environment): string {
  const shown = SECRET_SETTINGS.includes(name) ? '' : `, not "${given[name]}"`;
  return `${name} ${rule}${shown}.`;
}

function realCarrierProblems(settings: Settings): string[] {
  if (!isRealCarrier(settings)) return [];
  const problems: string[] = [];
  if (settings.HEARD_CAD_KEYS.some(({ key }) => key === DEVELOPMENT_CAD_KEY.key)) {
    problems.push('HEARD_CAD_KEYS must be set to keys of your own: everyone knows the development key.');
  }
  if ((settings.HEARD_TIME_SCALE ?? 1) !== 1) {
    problems.push('HEARD_TIME_SCALE must be 1 with a real carrier (TWILIO_ACCOUNT_SID is set).');
  }
  if (settings.HEARD_STORY_START !== undefined) {
    problems.push('HEARD_STORY_START must be unset with a real carrier (TWILIO_ACCOUNT_SID is set).');
  }
  const needed = [
    'TWILIO_API_KEY',
    'TWILIO_API_SECRET',
    'TWILIO_AUTH_TOKEN',
    'HEARD_PUBLIC_URL',
    'HEARD_MASTER_KEYS',
    'HEARD_HASH_KEYS',
  ] as const;
  const missing = needed.filter((name) => settings[name] === undefined);
  return [...problems, ...missing.map((name) => `${name} must be set when TWILIO_ACCOUNT_SID is.`)];
}

function partlyGiven(settings: Settings): string[] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name} must be set when another OIDC_ setting is.`);
}

function samePorts(settings: Settings): string[] {
  const names = ['PORT', 'METRICS_PORT', 'SIMULATOR_PORT', 'OIDC_PORT', 'POSTGRES_PORT'] as const;
  const temporal = ['TEMPORAL_PORT', 'TEMPORAL_UI_PORT'] as const;
  const ports = [...names, ...temporal].map((name) => ({ name, port: settings[name] }));
  return ports.flatMap(({ name, port }, index) =>
    ports
      .slice(0, index)
      .filter((other) => other.port === port && port !== 0)
      .map((other) => `${other.name} and ${name} must not be the same port, ${port}.`),
  );
}

function readTemporal(env: Environment, namespace: string): Config['temporal'] {
  const given = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  try {
    return {
      ...loadClientConnectConfig({ disableFile: true, overrideEnvVars: Object.fromEntries(given) }),
      namespace,
    };
  } catch (error) {
    throw new ConfigError(
      `TEMPORAL_TLS settings are wrong: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function carrierSettings(settings: Settings): CarrierSettings {
  const real = isRealCarrier(settings);
  return {
    real,
    accountSid: settings.TWILIO_ACCOUNT_SID ?? SIMULATOR_ACCOUNT.accountSid,
    apiKey: settings.TWILIO_API_KEY ?? SIMULATOR_ACCOUNT.apiKey,
    apiSecret: settings.TWILIO_API_SECRET ?? SIMULATOR_ACCOUNT.apiSecret,
    authTokens: settings.TWILIO_AUTH_TOKEN ?? [SIMULATOR_ACCOUNT.authToken],
    messagingServiceSid: settings.TWILIO_MESSAGING_SERVICE_SID ?? null,
    baseUrl: settings.TWILIO_BASE_URL ?? (real ? null : `http://localhost:${settings.SIMULATOR_PORT}`),
  };
}

function oidcSettings({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Settings): Config['oidc'] {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
}
