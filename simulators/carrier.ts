#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import type { CarrierOptions } from './carrier/options';
import { isPhoneNumber } from './carrier/phone-number';
import { startCarrier } from './carrier/start-carrier';

export { startCarrier };

const WRONG_USE = 2;

function carrierCommand(): Command {
  return new Command('carrier')
    .description('A simulated carrier: Twilio’s Messages API on one side, a page of phones on the other.')
    .option('--port <port>', 'port to listen on, 0 for any free one', wholeNumber, 4010)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .requiredOption('--account-sid <sid>', 'account sid: AC and 32 hex digits', accountSid)
    .requiredOption('--auth-token <token>', 'signs receipts and replies, and may send')
    .requiredOption('--api-key <sid>', 'API key that may send')
    .requiredOption('--api-secret <secret>', 'the secret of that key')
    .requiredOption('--senders <numbers>', 'numbers to send from, E.164, comma between', phoneNumbers)
    .requiredOption('--inbound-url <url>', 'where replies are posted', webAddress)
    .requiredOption('--voice-url <url>', 'where a phone call to a sender asks what to say', webAddress)
    .option('--segments-per-second <number>', 'how fast one sender sends, in story time', positiveNumber, 1)
    .option('--scale <number>', 'story seconds a real second', positiveNumber, 1)
    .option('--state <file>', 'keeps messages over a restart')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : WRONG_USE))
    .action((options: CarrierOptions) => {
      run(options).catch(fail);
    });
}

async function run(options: CarrierOptions): Promise<void> {
  const carrier = await startCarrier(options);
  console.log(JSON.stringify({ ready: true, url: carrier.url, pid: process.pid }));
  const stop = (): void => {
    carrier.close().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  console.error(`carrier: ${error instanceof Error ? sentence(error) : String(error)}`);
  process.exit(1);
}

function sentence(error: Error): string {
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'the port is in use; choose another with --port.';
  return error.message;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('A port is 0 to 65535.');
  return Number(text);
}

function positiveNumber(text: string): number {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return Number(text);
}

function accountSid(text: string): string {
  if (!/^AC[\da-f]{32}$/i.test(text)) throw new InvalidArgumentError('It is AC and 32 hex digits.');
  return text;
}

function phoneNumbers(text: string): string[] {
  const numbers = text.split(',').map((number) => number.trim());
  if (!numbers.every(isPhoneNumber))
    throw new InvalidArgumentError('They are E.164 numbers, as +13438036032.');
  return numbers;
}

function webAddress(text: string): string {
  if (!/^https?:\/\/./.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('It is an http(s) URL.');
  return text;
}

if (require.main === module) carrierCommand().parse();
