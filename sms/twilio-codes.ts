import type { DeliveryStatus } from '../domain/delivery-status';
import type { RefusedBecause } from './carrier';

/**
 * What Twilio's error codes say of the number (its list of errors and warnings). Everything not here says nothing of
 * the number for good.
 */
const SAYS_OF_NUMBER: Record<string, Exclude<RefusedBecause, 'other'>> = {
  21610: 'optedOut',
  21211: 'numberCannotReceive',
  21217: 'numberCannotReceive',
  21268: 'numberCannotReceive',
  21614: 'numberCannotReceive',
  21635: 'numberCannotReceive',
  30005: 'numberCannotReceive',
  30006: 'numberCannotReceive',
};

/** Our account or its settings are wrong, not this text: tried again until a person has mended it. */
const OUR_SETTINGS = new Set([20003, 20404, 21212, 21606, 21601, 21603, 21616, 21609, 21701, 21703, 21705]);

export function refusedBecause(code: number | null): RefusedBecause {
  return (code !== null && SAYS_OF_NUMBER[code]) || 'other';
}

export function isOurSettings(code: number | null): boolean {
  return code !== null && OUR_SETTINGS.has(code);
}

/** A receipt's state as ours; null for one that says nothing new of a text we sent, or that we do not know. */
export function deliveryStatusOf(messageStatus: string): DeliveryStatus | null {
  return STATUSES.get(messageStatus) ?? null;
}

const STATUSES = new Map<string, DeliveryStatus>([
  ['accepted', 'queued'],
  ['queued', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
]);
