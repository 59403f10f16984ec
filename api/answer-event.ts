import { type Acceptance, acceptEvent } from '../db/accept-event';
import type { Webhook } from '../db/webhook-ids';
import { toIso } from '../domain/instant';
import type { Decision } from '../domain/reasons';
import { readPhone } from '../sms/phone-number';
import type { Api } from './api';
import { checkEvent, type SentEvent } from './checked-event';
import { problem, type Problem } from './problem';

export type EventAccepted = {
  callNumber: string;
  eventId: string;
  status: 'accepted' | 'duplicate';
  seq: number;
  acceptedAt: string;
  decision: Decision;
};

export type EventAnswer = { status: 202; body: EventAccepted } | Problem;

/** Checks one event and accepts it; a single one and one of a batch are answered alike. */
export async function answerEvent(
  { heard, phones, relay }: Api,
  sent: SentEvent,
  webhook: Webhook | null,
): Promise<EventAnswer> {
  const event = checkEvent(sent, (written) => readPhone(written, phones));
  if ('errors' in event) return problem('invalid', event);
  const acceptance = await acceptEvent(heard, { ...event, webhook });
  if (acceptance.status === 'accepted') relay.kick();
  return answerOf(acceptance, event);
}

function answerOf(
  acceptance: Acceptance,
  { callNumber, eventId }: { callNumber: string; eventId: string },
): EventAnswer {
  switch (acceptance.status) {
    case 'conflict':
      return problem('conflict', {
        detail: 'This eventId came before with another body or for another call.',
      });
    case 'tooFarAhead':
      return problem('invalid', {
        errors: [{ pointer: '/occurredAt', detail: 'must be at most 2 minutes ahead of our clock' }],
      });
    default: {
      const { status, seq, acceptedAt, decision } = acceptance;
      return {
        status: 202,
        body: { callNumber, eventId, status, seq, acceptedAt: toIso(acceptedAt), decision },
      };
    }
  }
}
