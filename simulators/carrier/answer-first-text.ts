import { magicNumber } from './magic-numbers';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import type { Pace } from './pace';
import type { Replies } from './replies';
import type { Timers } from './timers';

type Setup = { store: MessageStore; replies: Replies; timers: Timers; pace: Pace };

/** Magic numbers that answer do so once, when the first text has reached them. */
export function createAnswerFirstText({ store, replies, timers, pace }: Setup): (text: Message) => void {
  return ({ to, from, sid }) => {
    const words = magicNumber(to)?.answersFirst;
    const texts = store.conversation(to);
    if (
      words === undefined ||
      texts[0]?.sid !== sid ||
      texts.some(({ direction }) => direction === 'inbound')
    )
      return;
    timers.after(pace.toAnswer, () => replies.receive({ from: to, body: words, to: from }));
  };
}
