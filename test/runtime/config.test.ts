import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfigError,
  type Environment,
  SIMULATOR_ACCOUNT,
  givenSettings,
  inheritedEnvironment,
  readConfig,
  readSettings,
} from '../../runtime/config';
import { packageRoot } from '../../runtime/paths';
import { SECRET_SETTINGS, settingsSchema } from '../../runtime/settings';

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');

const enough: Environment = {
  DATABASE_URL: 'postgres://heard:secret@localhost:5432/heard',
  TEMPORAL_ADDRESS: 'localhost:7233',
  HEARD_MASTER_KEYS: `new:${key('n')},old:${key('o')}`,
  HEARD_HASH_KEYS: `hash:${key('h')}`,
};

const realCarrier: Environment = {
  ...enough,
  HEARD_CAD_KEYS: 'cad:a-key-of-our-own',
  HEARD_PUBLIC_URL: 'https://texts.example.ca',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_API_KEY: `SK${'2'.repeat(32)}`,
  TWILIO_API_SECRET: 'api-secret',
  TWILIO_AUTH_TOKEN: 'new-token,old-token',
};

function complaintAbout(env: Environment): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('the settings of a process', () => {
  it('have the contract’s defaults where nothing is given', () => {
    expect(readConfig(enough)).toMatchObject({
      agency: 'ottawa',
      publicUrl: 'http://localhost:3000',
      port: 3000,
      metricsPort: 9464,
      cadKeys: [{ name: 'cad', key: 'dev-cad-key' }],
      cadSigningSecrets: [],
      eventsPerSecond: 200,
      senders: ['+13438036032'],
      segmentsPerSecond: 1,
      oidc: null,
      logLevel: 'info',
    });
    expect(readSettings({})).toMatchObject({
      HEARD_HOME: join(packageRoot, '.heard'),
      SIMULATOR_PORT: 4010,
      OIDC_PORT: 4011,
      POSTGRES_PORT: 54329,
      TEMPORAL_PORT: 7233,
      TEMPORAL_UI_PORT: 8233,
      TEMPORAL_NAMESPACE: 'heard',
    });
  });

  it('give keys in their order, newest first', () => {
    const { masterKeys } = readConfig(enough);
    expect(masterKeys.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(masterKeys[0]?.key).toEqual(Buffer.alloc(32, 'n'));
  });

  it('take the public address from the port, and without its last slash', () => {
    expect(readConfig({ ...enough, PORT: '4330' }).publicUrl).toBe('http://localhost:4330');
    const spelled = { ...enough, HEARD_PUBLIC_URL: 'https://texts.example.ca/' };
    expect(readConfig(spelled).publicUrl).toBe('https://texts.example.ca');
  });

  it('count an empty variable as left out', () => {
    expect(readConfig({ ...enough, HEARD_CAD_KEYS: '', TWILIO_ACCOUNT_SID: '' }).carrier.real).toBe(false);
  });

  it('lead to Temporal as its own variables say', () => {
    const { temporal } = readConfig({ ...enough, TEMPORAL_NAMESPACE: 'police', TEMPORAL_TLS: 'true' });
    expect(temporal).toMatchObject({ namespace: 'police', connectionOptions: { address: 'localhost:7233' } });
    expect(temporal.connectionOptions.tls).toEqual({});
  });

  it.each(Object.keys(enough))('are not enough without %s, which is named', (name) => {
    expect(complaintAbout({ ...enough, [name]: undefined })).toMatch(new RegExp(`^${name} is not set`));
  });
});

describe('a wrong setting stops the start and is named', () => {
  it.each([
    ['HEARD_AGENCY', 'atlantis'],
    ['HEARD_AGENCY', '../ottawa'],
    ['HEARD_PUBLIC_URL', 'texts.example.ca'],
    ['HEARD_PUBLIC_URL', `https://${'x'.repeat(30)}.ca`],
    ['HEARD_EVENTS_PER_SECOND', '0'],
    ['HEARD_SENDERS', '3438036032'],
    ['HEARD_SENDERS', '+13438036032,'],
    ['HEARD_SEGMENTS_PER_SECOND', 'many'],
    ['HEARD_TIME_SCALE', '-1'],
    ['HEARD_STORY_START', '2026-01-15 10:00'],
    ['HEARD_STORY_START', '2026-01-15T10:00:00'],
    ['HEARD_LOG_LEVEL', 'loud'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['METRICS_PORT', 'x'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TWILIO_BASE_URL', 'localhost:4010'],
    ['OIDC_ISSUER', 'login'],
  ])('%s=%s, with what was given', (name, value) => {
    expect(complaintAbout({ ...enough, [name]: value })).toMatch(
      new RegExp(`^${name} must .*"${escape(value)}"`),
    );
  });

  it.each([
    ['HEARD_CAD_KEYS', 'no-name'],
    ['HEARD_CAD_SIGNING_SECRETS', 'whsec_short'],
    ['HEARD_MASTER_KEYS', `a:${Buffer.alloc(16).toString('base64')}`],
    ['HEARD_HASH_KEYS', key('x')],
    ['DATABASE_URL', 'mysql://heard:secret@localhost/heard'],
    ['TWILIO_API_SECRET', 'two words'],
    ['TWILIO_AUTH_TOKEN', 'one,,three'],
  ])('%s, without its secret value', (name, value) => {
    const complaint = complaintAbout({ ...enough, [name]: value });
    expect(complaint).toMatch(new RegExp(`^${name} must `));
    expect(complaint).not.toContain(value);
    expect(SECRET_SETTINGS).toContain(name);
  });

  it('together with every other wrong one', () => {
    const complaint = complaintAbout({ ...enough, PORT: 'x', HEARD_TIME_SCALE: 'y' });
    expect(complaint.split('\n')).toHaveLength(2);
  });

  it('when two parts would listen on one port', () => {
    expect(complaintAbout({ ...enough, PORT: '4010' })).toBe(
      'PORT and SIMULATOR_PORT must not be the same port, 4010.',
    );
  });

  it('when OpenID Connect is given in part', () => {
    expect(complaintAbout({ ...enough, OIDC_CLIENT_ID: 'heard' })).toMatch(/OIDC_ISSUER must be set/);
  });
});

describe('the carrier', () => {
  it('is the simulator without TWILIO_ACCOUNT_SID', () => {
    expect(readConfig({ ...enough, SIMULATOR_PORT: '4332' }).carrier).toEqual({
      real: false,
      accountSid: SIMULATOR_ACCOUNT.accountSid,
      apiKey: SIMULATOR_ACCOUNT.apiKey,
      apiSecret: SIMULATOR_ACCOUNT.apiSecret,
      authTokens: [SIMULATOR_ACCOUNT.authToken],
      messagingServiceSid: null,
      baseUrl: 'http://localhost:4332',
    });
  });

  it('is only rerouted by TWILIO_BASE_URL', () => {
    const { carrier } = readConfig({ ...enough, TWILIO_BASE_URL: 'http://carrier.example.ca' });
    expect(carrier).toMatchObject({ real: false, baseUrl: 'http://carrier.example.ca' });
  });

  it('is a real one with TWILIO_ACCOUNT_SID, at its own address', () => {
    expect(readConfig(realCarrier).carrier).toMatchObject({
      real: true,
      authTokens: ['new-token', 'old-token'],
      baseUrl: null,
    });
  });

  it.each([
    ['the development key', { HEARD_CAD_KEYS: undefined }, /^HEARD_CAD_KEYS must be set to keys of your own/],
    ['a time scale', { HEARD_TIME_SCALE: '60' }, /^HEARD_TIME_SCALE must be 1/],
    ['a story start', { HEARD_STORY_START: '2026-01-15T10:00:00Z' }, /^HEARD_STORY_START must be unset/],
    ['links that lead nowhere', { HEARD_PUBLIC_URL: undefined }, /^HEARD_PUBLIC_URL must be set/],
    ['no API secret', { TWILIO_API_SECRET: undefined }, /^TWILIO_API_SECRET must be set/],
  ])('refuses %s when it is a real one', (_what, change, complaint) => {
    expect(complaintAbout({ ...realCarrier, ...change })).toMatch(complaint);
  });
});

describe('what a child process gets', () => {
  const env: Environment = { PATH: '/bin', PORT: '1', TEMPORAL_TLS: 'true', HEARD_AGENCY: '', HOME: '/root' };

  it('inherits all but the settings', () => {
    expect(inheritedEnvironment(env)).toEqual({ PATH: '/bin', HOME: '/root' });
  });

  it('is told the settings that were given', () => {
    expect(givenSettings(env)).toEqual({ PORT: '1', TEMPORAL_TLS: 'true' });
  });
});

it('.env.example lists every setting, and no other', () => {
  const text = readFileSync(join(packageRoot, '.env.example'), 'utf8');
  const listed = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(settingsSchema.shape).sort());
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
