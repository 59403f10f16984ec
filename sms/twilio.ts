import twilio from 'twilio';
import type { Carrier, CarrierOutcome } from './carrier';
import { isOurSettings, refusedBecause } from './twilio-codes';

export type TwilioAccount = {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  messagingServiceSid: string | null;
  /** Null: Twilio's own. */
  baseUrl: string | null;
};

/** Longer, and nobody knows any more whether the text was taken. */
const TIME_OUT_MS = 10_000;

/**
 * Twilio over the official client. Creating a message has no idempotency key there, so nothing is retried here, and
 * whatever may have been taken is `unknown`.
 */
export function createTwilioCarrier(account: TwilioAccount): Carrier {
  const client = twilio(account.apiKey, account.apiSecret, {
    accountSid: account.accountSid,
    timeout: TIME_OUT_MS,
    autoRetry: false,
  });
  if (account.baseUrl !== null) client.api.baseUrl = account.baseUrl;
  return {
    async send({ to, from, body, statusCallback, validitySeconds }) {
      try {
        const message = await client.messages.create({
          to,
          from,
          body,
          statusCallback,
          validityPeriod: validitySeconds,
          smartEncoded: false,
          ...(account.messagingServiceSid !== null && { messagingServiceSid: account.messagingServiceSid }),
        });
        return message.sid
          ? { kind: 'accepted', sid: message.sid }
          : { kind: 'unknown', why: 'an answer without a sid' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** The connection was never there, so the request cannot have been taken. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Told by status and code only: the client's raw errors carry the request, with number, words and key, and its error
 * classes are not all exported.
 */
function outcomeOf(error: unknown): CarrierOutcome {
  const { status, code, connection } = partsOf(error);
  if (connection !== null && NEVER_CONNECTED.has(connection)) {
    return { kind: 'notTaken', code: null, why: connection };
  }
  if (status === null) return { kind: 'unknown', why: connection ?? 'no answer' };
  if (status === 429) return { kind: 'notTaken', code, why: 'too many requests' };
  if (status < 400 || status >= 500) return { kind: 'unknown', why: `status ${status}` };
  const ours = status === 401 || status === 403 || isOurSettings(code);
  if (ours) return { kind: 'notTaken', code, why: 'our account or settings' };
  return { kind: 'refused', code, because: refusedBecause(code) };
}

/** `code` is Twilio's, a number; `connection` is the system's name for what went wrong, such as ECONNRESET. */
function partsOf(error: unknown): { status: number | null; code: number | null; connection: string | null } {
  const parts = { status: null, code: null, connection: null };
  if (typeof error !== 'object' || error === null) return parts;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : null;
  const code = 'code' in error ? error.code : null;
  return {
    status,
    code: typeof code === 'number' ? code : null,
    connection: typeof code === 'string' ? code : null,
  };
}
