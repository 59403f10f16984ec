import type { Faults } from './faults';
import { inBackground } from './in-background';
import { magicNumber } from './magic-numbers';
import { isFinal } from './message';
import type { Message, MessageStatus, OwedReceipt } from './message';
import type { MessageStore } from './message-store';
import type { Pace } from './pace';
import type { Timers } from './timers';
import type { WebhookForm, Webhooks } from './webhooks';

export type Receipts = {
  /** The receipt a message owes for its new status; null for none. */
  plan(message: Message, status: MessageStatus): OwedReceipt | null;
  send(message: Message, receipt: OwedReceipt): void;
};

type Setup = {
  accountSid: string;
  store: MessageStore;
  faults: Faults;
  webhooks: Webhooks;
  timers: Timers;
  pace: Pace;
};

export function createReceipts({ accountSid, store, faults, webhooks, timers, pace }: Setup): Receipts {
  async function deliver(message: Message, receipt: OwedReceipt, url: string): Promise<void> {
    if (receipt.heldBack) await timers.sleep(pace.heldBack);
    for (let copy = 0; copy < receipt.copies; copy += 1) {
      await webhooks.post(url, receiptForm(accountSid, message, receipt.status));
    }
    store.update(message.sid, ({ owedReceipts }) => ({
      owedReceipts: owedReceipts.filter(({ status }) => status !== receipt.status),
    }));
  }

  return {
    plan(message, status) {
      const conduct = magicNumber(message.to)?.receipts;
      if (message.statusCallback === null || conduct === 'none') return null;
      if (conduct === 'twiceAndOutOfOrder') {
        return { status, copies: 2, heldBack: !isFinal({ ...message, status }) };
      }
      const [dropped, repeated, heldBack] = [
        faults.strikes('dropReceipt'),
        faults.strikes('repeatReceipt'),
        faults.strikes('reorderReceipt'),
      ];
      return dropped ? null : { status, copies: repeated ? 2 : 1, heldBack };
    },
    send(message, receipt) {
      if (message.statusCallback !== null) inBackground(deliver(message, receipt, message.statusCallback));
    },
  };
}

function receiptForm(accountSid: string, message: Message, status: MessageStatus): WebhookForm {
  const { sid, from, to, errorCode, messagingServiceSid } = message;
  const failed = status === 'undelivered' || status === 'failed';
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: from,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: to,
    ...(messagingServiceSid !== null && { MessagingServiceSid: messagingServiceSid }),
    ...(failed && errorCode !== null && { ErrorCode: String(errorCode) }),
    ...(status === 'delivered' && { RawDlrDoneDate: dayAndMinute(message.updatedAt) }),
  };
}

/** YYMMDDhhmm, as carriers report it: without a time zone. */
function dayAndMinute(at: number): string {
  return new Date(at).toISOString().replace(/\D/g, '').slice(2, 12);
}
