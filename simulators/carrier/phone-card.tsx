import type { VNode } from 'preact';
import { magicNumber } from './magic-numbers';
import type { Message } from './message';
import { showPhoneNumber } from './phone-number';
import { TextBubble } from './text-bubble';

/** As much as a person scrolls back on a phone. */
const LATEST_TEXTS = 40;

/** One phone: its texts, oldest first, and a box to answer. */
export function PhoneCard({ phone, texts }: { phone: string; texts: readonly Message[] }): VNode {
  const earlier = texts.length - LATEST_TEXTS;
  const number = showPhoneNumber(phone);
  const meaning = magicNumber(phone)?.meaning;
  return (
    <article class="phone" id={phoneAnchor(phone)} aria-label={`Phone ${number}`}>
      <header>
        <h2>{number}</h2>
        {meaning !== undefined && <p class="meaning">{meaning}</p>}
      </header>
      <ol class="texts" tabIndex={0} aria-label={`Texts of ${number}`}>
        {earlier > 0 && <li class="earlier">{earlier} earlier</li>}
        {texts.slice(-LATEST_TEXTS).map((message) => (
          <TextBubble message={message} />
        ))}
      </ol>
      <form class="reply" method="post" action="/simulator/replies">
        <input type="hidden" name="from" value={phone} />
        <input
          name="body"
          required
          maxLength={1600}
          placeholder="Answer"
          aria-label={`Answer as ${number}`}
          autoComplete="off"
        />
        <button type="submit" aria-label="Send the answer" title="Send">
          ↑
        </button>
        <p class="problem" role="alert" />
      </form>
    </article>
  );
}

export function phoneAnchor(phone: string): string {
  return `phone-${phone.replace('+', '')}`;
}
