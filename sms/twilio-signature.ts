import { validateRequest } from 'twilio/lib/webhooks/webhooks';

export type SignedForm = {
  /** As the carrier called it: our public address, path and query. */
  url: string;
  /** The header X-Twilio-Signature. */
  signature: string;
  /** Every field of the form, exactly as sent. */
  form: Record<string, unknown>;
};

/** Did Twilio send this, signed with any of our account's tokens? */
export function isFromTwilio(authTokens: readonly string[], { url, signature, form }: SignedForm): boolean {
  return authTokens.some((token) => validateRequest(token, signature, url, form));
}
