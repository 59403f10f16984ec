import { join } from 'node:path';
import type { Config, Environment } from '../config';
import { packageRoot } from '../paths';
import type { Command } from './command';

/** What a whole Heard consists of, in the order in which it is shown. */
export const PARTS = ['api', 'worker', 'temporal', 'postgres', 'simulator'] as const;
export type Part = (typeof PARTS)[number];

/** A process of ours: it notices when the one that started it is gone, and gets its settings by name. */
export function nodeCommand(entry: string, args: string[], env: Environment): Command {
  const endWithParent = join(packageRoot, 'dist', 'runtime', 'embedded', 'end-with-parent.js');
  return {
    file: process.execPath,
    args: ['--require', endWithParent, '--enable-source-maps', join(packageRoot, 'dist', entry), ...args],
    env,
  };
}

/** The simulator takes its settings as arguments: it is no part of the product and reads none of its settings. */
export function simulatorCommand(
  { carrier, publicUrl, senders, segmentsPerSecond }: Config,
  { port, scale, home, env }: { port: number; scale: number; home: string; env: Environment },
): Command {
  const options: Record<string, string> = {
    port: String(port),
    'account-sid': carrier.accountSid,
    'auth-token': carrier.authTokens[0] ?? '',
    'api-key': carrier.apiKey,
    'api-secret': carrier.apiSecret,
    senders: senders.join(','),
    'inbound-url': `${publicUrl}/twilio/inbound`,
    'voice-url': `${publicUrl}/twilio/voice`,
    'segments-per-second': String(segmentsPerSecond),
    scale: String(scale),
    state: join(home, 'simulator.json'),
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return nodeCommand('simulators/carrier.js', args, env);
}
