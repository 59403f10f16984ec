import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { LONGEST_PUBLIC_URL } from '../messages/length-budget';
import { packageRoot } from './paths';

/** A key for encrypting or hashing phones; `id` is stored beside what was made with it. */
export type NamedKey = { id: string; key: Buffer };
/** A key by which a CAD proves who it is; the name is what logs say. */
export type CadKey = { name: string; key: string };

/** Printed on the start screen and in the docs: a key that everyone knows. */
export const DEVELOPMENT_CAD_KEY: CadKey = { name: 'cad', key: 'dev-cad-key' };

/** Never repeated in an error: each holds a secret, or an address with a password in it. */
export const SECRET_SETTINGS: readonly string[] = [
  'HEARD_CAD_KEYS',
  'HEARD_CAD_SIGNING_SECRETS',
  'HEARD_MASTER_KEYS',
  'HEARD_HASH_KEYS',
  'DATABASE_URL',
  'TEMPORAL_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_AUTH_TOKEN',
  'OIDC_CLIENT_SECRET',
];

const port = (standard: number) =>
  number((n) => Number.isInteger(n) && n >= 1 && n <= 65535, 'must be a port, 1 to 65535').default(standard);

/** Every setting, one line each: its shape, the sentence said when it is wrong, the embedded default. */
export const settingsSchema = z.object({
  HEARD_AGENCY: agencyFolder('must name a folder of agencies/, such as ottawa').default('ottawa'),
  HEARD_HOME: filePath().default(join(packageRoot, '.heard')),
  HEARD_PUBLIC_URL: webAddress('must be a web address, such as https://texts.example.ca')
    .refine(
      (text) => text.length <= LONGEST_PUBLIC_URL,
      `must be at most ${LONGEST_PUBLIC_URL} characters, so that a survey's link fits into its text`,
    )
    .optional(),
  HEARD_CAD_KEYS: list(cadKey()).default([DEVELOPMENT_CAD_KEY]),
  HEARD_CAD_SIGNING_SECRETS: list(
    text(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and base64 of at least 24 bytes, comma between'),
  ).default([]),
  HEARD_MASTER_KEYS: list(namedKey()).optional(),
  HEARD_HASH_KEYS: list(namedKey()).optional(),
  HEARD_EVENTS_PER_SECOND: number((n) => n > 0 && n <= 100_000, 'must be a number above 0').default(200),
  HEARD_SENDERS: list(
    text(/^\+[1-9]\d{6,14}$/, 'must be numbers such as +13438036032, comma between'),
  ).default(['+13438036032']),
  HEARD_SEGMENTS_PER_SECOND: number((n) => n > 0 && n <= 1000, 'must be a number above 0').default(1),
  HEARD_TIME_SCALE: number((n) => n > 0 && n <= 10_000, 'must be a number above 0, such as 60').optional(),
  HEARD_STORY_START: z.iso
    .datetime({
      offset: true,
      error: 'must be an instant with its offset, such as 2026-01-15T10:00:00-05:00',
    })
    .transform((text) => Date.parse(text))
    .optional(),
  HEARD_LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'], { error: 'must be error, warn, info or debug' })
    .default('info'),
  PORT: port(3000),
  METRICS_PORT: number(
    (n) => Number.isInteger(n) && n >= 0 && n <= 65535,
    'must be a port, 1 to 65535, or 0 for any free one',
  ).default(9464),
  SIMULATOR_PORT: port(4010),
  OIDC_PORT: port(4011),
  POSTGRES_PORT: port(54329),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  DATABASE_URL: text(
    /^postgres(ql)?:\/\/\S+$/,
    'must be postgres://user:password@host:port/database',
  ).optional(),
  TEMPORAL_ADDRESS: text(/^\S+:\d+$/, 'must be host:port').optional(),
  TEMPORAL_NAMESPACE: text(/^\S+$/, 'must be the name of a namespace').default('heard'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_CLI_PATH: filePath().optional(),
  TEMPORAL_TEST_SERVER_PATH: filePath().optional(),
  TWILIO_ACCOUNT_SID: text(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits').optional(),
  TWILIO_API_KEY: text(/^SK[0-9a-fA-F]{32}$/, 'must be SK and 32 hexadecimal digits').optional(),
  TWILIO_API_SECRET: text(/^\S+$/, 'must be the secret of TWILIO_API_KEY').optional(),
  TWILIO_AUTH_TOKEN: list(text(/^\S+$/, 'must be one token, or two with a comma between')).optional(),
  TWILIO_MESSAGING_SERVICE_SID: text(
    /^MG[0-9a-fA-F]{32}$/,
    'must be MG and 32 hexadecimal digits',
  ).optional(),
  TWILIO_BASE_URL: webAddress('must be a web address, such as http://localhost:4010').optional(),
  OIDC_ISSUER: webAddress('must be the web address of the identity provider').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
});

export type Settings = z.output<typeof settingsSchema>;

function agencyFolder(rule: string) {
  const isThere = (name: string) => existsSync(join(packageRoot, 'agencies', name, 'policy.yaml'));
  return z.string().refine((name) => /^[a-z][a-z0-9-]*$/.test(name) && isThere(name), rule);
}

/** Children run elsewhere, so a path is made absolute here. */
function filePath() {
  return z.string().transform((path) => resolve(path));
}

function text(shape: RegExp, rule: string) {
  return z.string().regex(shape, rule);
}

function number(fits: (n: number) => boolean, rule: string) {
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, rule)
    .transform(Number)
    .refine(fits, rule);
}

function webAddress(rule: string) {
  return z
    .string()
    .refine((text) => /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text), rule)
    .transform((text) => text.replace(/\/+$/, ''));
}

/** Comma between; spaces around an item are forgiven, an empty item is not. */
function list<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item));
}

function cadKey() {
  return z
    .string()
    .regex(/^[A-Za-z0-9._-]+:\S+$/, 'must be name:key, comma between')
    .transform((text): CadKey => ({ name: beforeColon(text), key: afterColon(text) }));
}

function namedKey() {
  const rule = 'must be id:base64 of 32 bytes, comma between, newest first';
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/, rule)
    .transform((text): NamedKey => ({ id: beforeColon(text), key: Buffer.from(afterColon(text), 'base64') }));
}

function beforeColon(text: string): string {
  return text.slice(0, text.indexOf(':'));
}

function afterColon(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}
