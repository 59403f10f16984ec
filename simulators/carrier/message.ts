import { randomBytes } from 'node:crypto';

export type MessageStatus =
  'accepted' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';

/** A receipt that has still to reach the other side; it survives a restart. */
export type OwedReceipt = { status: MessageStatus; copies: 1 | 2; heldBack: boolean };

/** One text as the carrier keeps it. Instants are real, in epoch milliseconds. */
export type Message = {
  sid: string;
  direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  from: string;
  to: string;
  body: string;
  status: MessageStatus;
  errorCode: number | null;
  segments: number;
  messagingServiceSid: string | null;
  statusCallback: string | null;
  validitySeconds: number;
  createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  /** The list shows it from here on: a lagging list shows it late. */
  listedFrom: number;
  owedReceipts: readonly OwedReceipt[];
  /** Of a reply: whether the other side has taken it. */
  handedOn: 'pending' | 'taken' | 'refused' | null;
};

type Draft = Pick<Message, 'direction' | 'from' | 'to' | 'body' | 'status' | 'segments'> & Partial<Message>;

export const LONGEST_VALIDITY_SECONDS = 36_000;

export function createMessage(draft: Draft): Message {
  const now = Date.now();
  return {
    sid: `SM${randomBytes(16).toString('hex')}`,
    errorCode: null,
    messagingServiceSid: null,
    statusCallback: null,
    validitySeconds: LONGEST_VALIDITY_SECONDS,
    createdAt: now,
    updatedAt: now,
    sentAt: null,
    listedFrom: now,
    owedReceipts: [],
    handedOn: null,
    ...draft,
  };
}

/** The resident's side of it: each phone is one conversation. */
export function phoneOf({ direction, from, to }: Message): string {
  return direction === 'inbound' ? from : to;
}

export function isWaiting({ status }: Message): boolean {
  return status === 'accepted' || status === 'queued';
}

/** Nothing more will become of it. */
export function isFinal(message: Message): boolean {
  return !isWaiting(message) && message.status !== 'sent';
}
