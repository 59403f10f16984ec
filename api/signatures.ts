import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** A message that came signed: its sender's id for it, and what it said. */
export type SignedMessage = { id: string; bodyHash: Buffer };

/** Longer ids are refused: they are stored. */
const LONGEST_ID = 200;

export type SignatureCheck = (body: Buffer, headers: IncomingHttpHeaders) => SignedMessage | null;

/** Standard Webhooks with any of the secrets; null when no signature fits or it is over 5 real minutes off. */
export function checkSignatures(secrets: readonly string[]): SignatureCheck {
  const webhooks = secrets.map((secret) => new Webhook(secret));
  return (body, headers) => {
    const id = oneHeader(headers, 'webhook-id');
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': oneHeader(headers, 'webhook-timestamp'),
      'webhook-signature': oneHeader(headers, 'webhook-signature'),
    };
    if (id.length > LONGEST_ID || !webhooks.some((webhook) => verifies(webhook, body, signed))) return null;
    return { id, bodyHash: createHash('sha256').update(body).digest() };
  };
}

function verifies(webhook: Webhook, body: Buffer, signed: Record<string, string>): boolean {
  try {
    webhook.verify(body, signed, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function oneHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
