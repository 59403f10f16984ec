import { randomBytes } from 'node:crypto';
import type { CarrierOptions } from './options';
import { wordsOfTwiml } from './twiml';
import type { Webhooks } from './webhooks';

/** Rings the first sender and hears what it says; null when nobody answers. */
export async function ringSender(
  { accountSid, senders, voiceUrl }: CarrierOptions,
  webhooks: Webhooks,
  from: string,
): Promise<{ twiml: string; words: string } | null> {
  const answer = await webhooks.postOnce(voiceUrl, {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: from,
    To: senders[0] ?? '',
  });
  if (answer === null || answer.status >= 300) return null;
  return { twiml: answer.body, words: wordsOfTwiml(answer.body) };
}
