import type { Request, Response } from 'express';
import type { Heard } from '../runtime/compose';
import { findWebhook, type Webhook } from '../db/webhook-ids';
import { checkKeys } from './keys';
import type { Problem } from './problem';
import { sendProblem } from './problem';
import { limitRate } from './rate-limit';
import { readBody } from './read-body';
import { Refusal } from './refusal';
import { checkSignatures } from './signatures';
import { parseStrictJson } from './strict-json';

/** A body that came through the door, and who it was from. */
export type CadMessage = { keyName: string; value: unknown; webhook: Webhook | null };

export type Answer = { status: number; body?: object };

/** Everything a request of the CAD passes before somebody looks at what it says. */
export type CadDoor = {
  /** @throws {Refusal} 401 */
  keyNameOf(request: Request): string;
  /** Key first, then size and kind, signature, JSON. @throws {Refusal} */
  read(request: Request, response: Response, limit: number): Promise<CadMessage>;
  /** @throws {Refusal} 429, and then nothing was charged */
  charge(keyName: string, events: number): void;
};

export function openCadDoor({ config, db }: Pick<Heard, 'config' | 'db'>): CadDoor {
  const keyName = checkKeys(config.cadKeys);
  const takeFromBucket = limitRate(config.eventsPerSecond);
  const signed = config.cadSigningSecrets.length > 0 ? checkSignatures(config.cadSigningSecrets) : null;

  function keyNameOf(request: Request): string {
    const name = keyName(request.headers.authorization);
    if (name === null) throw unauthorized('unauthorized');
    return name;
  }

  async function webhookOf(request: Request, body: Buffer): Promise<Webhook | null> {
    if (!signed) return null;
    const webhook = signed(body, request.headers);
    if (!webhook) throw unauthorized('bad-signature');
    const earlier = await findWebhook(db, webhook.id);
    if (earlier && !earlier.bodyHash.equals(webhook.bodyHash)) {
      throw new Refusal('conflict', { detail: 'This webhook-id came before with another body.' });
    }
    return webhook;
  }

  return {
    keyNameOf,
    async read(request, response, limit) {
      const name = keyNameOf(request);
      const body = await readBody(request, response, limit);
      const webhook = await webhookOf(request, body);
      return { keyName: name, value: parseOrRefuse(body), webhook };
    },
    charge(name, events) {
      const seconds = takeFromBucket(name, events);
      if (seconds > 0) throw new Refusal('too-many-events', {}, { 'retry-after': String(seconds) });
    },
  };
}

export function sendAnswer(response: Response, answer: Answer | Problem): void {
  if ('title' in answer) sendProblem(response, answer);
  else if (answer.body) response.status(answer.status).json(answer.body);
  else response.status(answer.status).end();
}

function unauthorized(name: 'unauthorized' | 'bad-signature'): Refusal {
  return new Refusal(name, {}, { 'www-authenticate': 'Bearer' });
}

function parseOrRefuse(body: Buffer): unknown {
  try {
    return parseStrictJson(body);
  } catch (error) {
    throw error instanceof SyntaxError ? new Refusal('not-json', { detail: error.message }) : error;
  }
}
