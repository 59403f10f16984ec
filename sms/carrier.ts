/** What we ask a carrier to send. `to` and `from` in E.164; `statusCallback` carries our token, never a number. */
export type TextToSend = {
  to: string;
  from: string;
  body: string;
  statusCallback: string;
  /** Real seconds the carrier may keep it queued. */
  validitySeconds: number;
};

/** How one attempt ended. Never carries the request: no number, no words, no key. */
export type CarrierOutcome =
  | { kind: 'accepted'; sid: string }
  /** Answered no for good; the same request would be refused again. */
  | { kind: 'refused'; code: number | null; because: RefusedBecause }
  /** Surely not taken: too many requests, no connection, wrong credentials. May be tried again. */
  | { kind: 'notTaken'; code: number | null; why: string }
  /** It may have been taken; sending again could text twice. */
  | { kind: 'unknown'; why: string };

export type RefusedBecause = 'optedOut' | 'numberCannotReceive' | 'other';

export type Carrier = { send(text: TextToSend): Promise<CarrierOutcome> };
