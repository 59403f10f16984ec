import type { Delivery } from './delivery';
import { inBackground } from './in-background';
import { createMessage } from './message';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import type { CarrierOptions } from './options';
import { countSegments } from './segments';
import { textsOfTwiml } from './twiml';
import type { Webhooks } from './webhooks';

/** What residents text back. */
export type Replies = {
  /** To the given sender, else to the one that texted this phone last. */
  receive(reply: { from: string; body: string; to?: string }): Message;
  /** Goes on with what the last run left. */
  resume(): void;
};

type Setup = {
  options: CarrierOptions;
  store: MessageStore;
  webhooks: Webhooks;
  delivery: Delivery;
};

export function createReplies({ options, store, webhooks, delivery }: Setup): Replies {
  function receive({ from, body, to }: { from: string; body: string; to?: string }): Message {
    const sender = to ?? lastSender(from) ?? options.senders[0] ?? '';
    const reply = createMessage({
      direction: 'inbound',
      from,
      to: sender,
      body,
      status: 'received',
      segments: countSegments(body),
      handedOn: 'pending',
    });
    store.add(reply);
    inBackground(handOn(reply));
    return reply;
  }

  function lastSender(phone: string): string | undefined {
    return store.conversation(phone).findLast(({ direction }) => direction !== 'inbound')?.from;
  }

  async function handOn(reply: Message): Promise<void> {
    const answer = await webhooks.post(options.inboundUrl, replyForm(options.accountSid, reply));
    const taken = answer !== null && answer.status < 300;
    store.update(reply.sid, () => ({ handedOn: taken ? 'taken' : 'refused' }));
    if (taken) textsOfTwiml(answer.body).forEach((body) => answerWith(reply, body));
  }

  function answerWith(reply: Message, body: string): void {
    const segments = countSegments(body);
    delivery.accept(
      createMessage({
        direction: 'outbound-reply',
        from: reply.to,
        to: reply.from,
        body,
        segments,
        status: 'queued',
      }),
    );
  }

  return {
    receive,
    resume() {
      store
        .all()
        .filter(({ handedOn }) => handedOn === 'pending')
        .forEach((reply) => inBackground(handOn(reply)));
    },
  };
}

function replyForm(accountSid: string, { sid, from, to, body, segments }: Message): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: String(segments),
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    To: to,
  };
}
