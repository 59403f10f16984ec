import type { VNode } from 'preact';
import { isWaiting } from './message';
import type { Message } from './message';
import { DELIVERY_ERRORS } from './twilio-error';

/** One text on a phone, with what became of it. */
export function TextBubble({ message }: { message: Message }): VNode {
  const fate = fateOf(message);
  const side = message.direction === 'inbound' ? 'answer' : 'received';
  return (
    <li class={`text ${side} ${fate.look}`} data-sid={message.sid}>
      <p class="words">{message.body === '' ? <em>redacted</em> : withLinks(message.body)}</p>
      <p class="fate">
        <time dateTime={new Date(message.createdAt).toISOString()}>{clockTime(message.createdAt)}</time>
        {message.segments > 1 && <span> · {message.segments} segments</span>}
        <span aria-hidden="true" class="tick" title={fate.meaning}>
          {fate.tick}
        </span>
        <span class={fate.look === 'lost' ? '' : 'unseen'}>{fate.meaning}</span>
      </p>
    </li>
  );
}

type Fate = { look: 'waiting' | 'sent' | 'delivered' | 'lost'; tick: string; meaning: string };

function fateOf(message: Message): Fate {
  if (message.direction === 'inbound') return fateOfReply(message);
  if (isWaiting(message)) return { look: 'waiting', tick: '◷', meaning: 'waiting to be sent' };
  if (message.status === 'sent') return { look: 'sent', tick: '✓', meaning: 'sent' };
  if (message.status === 'delivered') return { look: 'delivered', tick: '✓✓', meaning: 'delivered' };
  const code = message.errorCode ?? 0;
  return {
    look: 'lost',
    tick: '✕',
    meaning: `not delivered: ${DELIVERY_ERRORS[code] ?? 'unknown'} (${code})`,
  };
}

function fateOfReply({ handedOn }: Message): Fate {
  if (handedOn === 'taken') return { look: 'delivered', tick: '✓✓', meaning: 'taken by the service' };
  if (handedOn === 'refused') return { look: 'lost', tick: '✕', meaning: 'the service did not take it' };
  return { look: 'waiting', tick: '◷', meaning: 'on its way to the service' };
}

function withLinks(body: string): (string | VNode)[] {
  return body.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((part, index) =>
    // Splitting by a group puts what it caught at every odd place.
    index % 2 === 0 ? (
      part
    ) : (
      <a href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ),
  );
}

const CLOCK = new Intl.DateTimeFormat('en-CA', { timeStyle: 'medium', hourCycle: 'h23' });

function clockTime(at: number): string {
  return CLOCK.format(at);
}
