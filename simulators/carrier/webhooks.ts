import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { createFormPoster } from './form-poster';
import type { PostAnswer } from './form-poster';
import type { Timers } from './timers';

export type WebhookForm = Readonly<Record<string, string>>;

/** The carrier's calls to the other side: signed forms, tried again while it is away. */
export type Webhooks = {
  /** Tries for about a minute; null when nobody answered but with 429 or 5xx. */
  post(url: string, form: WebhookForm): Promise<PostAnswer | null>;
  /** Tries once; null when nobody answered. */
  postOnce(url: string, form: WebhookForm): Promise<PostAnswer | null>;
  stop(): void;
};

const TRY_FOR_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export function createWebhooks(authToken: string, timers: Timers): Webhooks {
  const poster = createFormPoster();

  function tryOnce(url: string, form: WebhookForm, token: string): Promise<PostAnswer | null> {
    // What stands behind # tells the carrier how to connect; it is neither sent nor signed.
    const address = url.replace(/#.*$/, '');
    return poster.post(address, new URLSearchParams(form).toString(), {
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': token,
      'x-twilio-signature': getExpectedTwilioSignature(authToken, address, form),
    });
  }

  return {
    async post(url, form) {
      const token = randomUUID();
      const giveUpAt = Date.now() + TRY_FOR_MS;
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
        const answer = await tryOnce(url, form, token);
        if (answer && answer.status < 500 && answer.status !== 429) return answer;
        if (Date.now() + pause > giveUpAt) return null;
        await timers.sleep(pause);
      }
    },
    postOnce: (url, form) => tryOnce(url, form, randomUUID()),
    stop: () => poster.stop(),
  };
}
