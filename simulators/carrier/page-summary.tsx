import type { VNode } from 'preact';
import type { Fault } from './faults';
import { isWaiting } from './message';
import type { Message } from './message';

/** How it goes, in one line. */
export function PageSummary({
  messages,
  faults,
}: {
  messages: readonly Message[];
  faults: readonly Fault[];
}): VNode {
  const texts = messages.filter(({ direction }) => direction !== 'inbound');
  const count = (status: Message['status']): number => texts.filter((text) => text.status === status).length;
  const lost = count('undelivered') + count('failed');
  const waiting = texts.filter(isWaiting).length;
  return (
    <ul id="summary">
      <Figure value={texts.length} name={texts.length === 1 ? 'text' : 'texts'} />
      <Figure value={count('delivered')} name="delivered" />
      {waiting > 0 && <Figure value={waiting} name="waiting" />}
      {lost > 0 && <Figure value={lost} name="not delivered" look="bad" />}
      <Figure
        value={messages.length - texts.length}
        name={messages.length - texts.length === 1 ? 'answer' : 'answers'}
      />
      {faults.map(({ kind, rate }) => (
        <li class="bad">
          fault {kind} <b>{Math.round(rate * 100)} %</b>
        </li>
      ))}
    </ul>
  );
}

function Figure({ value, name, look }: { value: number; name: string; look?: string }): VNode {
  return (
    <li class={look}>
      <b>{value}</b> {name}
    </li>
  );
}
