import type { Message } from './message';
import { DELIVERY_ERRORS } from './twilio-error';

/** A message as Twilio's REST API shows it. */
export function messageResource(accountSid: string, message: Message): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : (DELIVERY_ERRORS[message.errorCode] ?? null),
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    // A messaging service counts only when it has taken the text from its own queue.
    num_segments: String(message.status === 'accepted' ? 0 : message.segments),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
}

function toRfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
