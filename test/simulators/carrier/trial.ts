import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import type { CarrierOptions } from '../../../simulators/carrier/options';
import { startCarrier } from '../../../simulators/carrier';

export const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
export const AUTH_TOKEN = 'the token that signs';
export const API_KEY = `SK${'b'.repeat(32)}`;
export const API_SECRET = 'the secret of the key';
export const SENDER = '+13438036032';

/** What the carrier called our service with. */
export type Webhook = { path: string; form: Record<string, string>; signed: boolean };

/** A service that notes every webhook, checked with Twilio's own helper; `answer` says what it gives back. */
export async function startService(
  answer: (webhook: Webhook) => { status: number; body?: string },
  port = 0,
) {
  const webhooks: Webhook[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
      const signature = String(request.headers['x-twilio-signature']);
      const signed = twilio.validateRequest(AUTH_TOKEN, signature, `${url}${request.url}`, form);
      const webhook = { path: String(request.url), form, signed };
      webhooks.push(webhook);
      const { status, body = '' } = answer(webhook);
      response.writeHead(status).end(body);
    });
  });
  await once(server.listen(port), 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    webhooks,
    /** The statuses reported so far, in order of arrival. */
    statuses: () => webhooks.flatMap(({ form }) => form['MessageStatus'] ?? []),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type TrialSetup = Partial<CarrierOptions> & {
  answer?: (webhook: Webhook) => { status: number; body?: string };
};

/** A carrier with a service behind it and Twilio's own client before it; fast, so that tests need not wait. */
export async function startTrial({ answer = () => ({ status: 204 }), ...options }: TrialSetup = {}) {
  const service = await startService(answer);
  const carrier = await startCarrier({ ...carrierOptions(service.url), ...options });
  const client = clientOf(carrier.url);
  return {
    service,
    carrier,
    client,
    text: (to: string, more: object = {}) =>
      client.messages.create({
        to,
        from: SENDER,
        body: 'We have your call.',
        statusCallback: `${service.url}/status`,
        ...more,
      }),
    get: async (path: string) => (await fetch(carrier.url + path)).json(),
    send: (method: string, path: string, body: unknown) =>
      fetch(carrier.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async close() {
      await carrier.close();
      await service.close();
    },
  };
}

export function carrierOptions(serviceUrl: string): CarrierOptions {
  return {
    port: 0,
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    senders: [SENDER],
    inboundUrl: `${serviceUrl}/inbound`,
    voiceUrl: `${serviceUrl}/voice`,
    segmentsPerSecond: 10,
    scale: 100,
  };
}

export function clientOf(url: string, user = API_KEY, password = API_SECRET) {
  const client = twilio(user, password, { accountSid: ACCOUNT_SID, timeout: 5_000 });
  client.api.baseUrl = url;
  return client;
}

/** Waits for what has still to come; what never comes fails the test in its own words. */
export async function eventually<T>(read: () => T | Promise<T>, check: (value: T) => void): Promise<void> {
  const giveUpAt = Date.now() + 5_000;
  for (;;) {
    try {
      check(await read());
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export const aMoment = (ms = 300): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
