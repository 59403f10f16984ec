import { isPhoneNumber } from './phone-number';
import { LONGEST_VALIDITY_SECONDS } from './message';
import type { TwilioErrorCode } from './twilio-error';

/** What somebody asks to be sent, found right. */
export type TextRequest = {
  to: string;
  from: string;
  body: string;
  statusCallback: string | null;
  messagingServiceSid: string | null;
  validitySeconds: number;
};

export type Refusal = { code: TwilioErrorCode; detail?: string };

const LONGEST_BODY = 1600;

/** Checks the form of a create request in Twilio's order: who to, from whom, what. */
export function readTextRequest(form: URLSearchParams, senders: readonly string[]): TextRequest | Refusal {
  const given = (name: string): string | null => form.get(name) || null;
  const to = given('To');
  const from = given('From') ?? (given('MessagingServiceSid') !== null ? (senders[0] ?? null) : null);
  if (to === null) return { code: 21604 };
  if (!isPhoneNumber(withoutSeparators(to))) return { code: 21211, detail: to };
  if (from === null) return { code: 21603 };
  const text = {
    to: withoutSeparators(to),
    from: withoutSeparators(from),
    body: form.get('Body') ?? '',
    statusCallback: given('StatusCallback'),
    messagingServiceSid: given('MessagingServiceSid'),
    validitySeconds: Number(given('ValidityPeriod') ?? LONGEST_VALIDITY_SECONDS),
  };
  return wrongSender(text, senders) ?? wrongContent(text) ?? text;
}

function wrongSender(
  { to, from, messagingServiceSid }: TextRequest,
  senders: readonly string[],
): Refusal | null {
  if (!isPhoneNumber(from)) return { code: 21212, detail: from };
  if (to === from) return { code: 21266 };
  if (!senders.includes(from)) return { code: 21606, detail: from };
  if (messagingServiceSid !== null && !/^MG[\da-f]{32}$/i.test(messagingServiceSid)) return { code: 21701 };
  return null;
}

function wrongContent({ body, statusCallback, validitySeconds }: TextRequest): Refusal | null {
  if (body.trim() === '') return { code: 21602 };
  if (body.length > LONGEST_BODY) return { code: 21617 };
  if (statusCallback !== null && !isWebAddress(statusCallback))
    return { code: 21609, detail: statusCallback };
  const isWhole = Number.isInteger(validitySeconds);
  if (!isWhole || validitySeconds < 1 || validitySeconds > LONGEST_VALIDITY_SECONDS) return { code: 21624 };
  return null;
}

function withoutSeparators(number: string): string {
  return number.replace(/[\s().-]/g, '');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
