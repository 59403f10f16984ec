/** What the simulated carrier is told when it starts; it reads no settings of its own. */
export type CarrierOptions = {
  /** 0 takes any free one. */
  port: number;
  /** The address it listens on; this machine only, unless said otherwise. */
  host?: string;
  accountSid: string;
  /** Signs receipts and replies, and opens the REST API together with the account sid. */
  authToken: string;
  apiKey: string;
  apiSecret: string;
  /** The numbers one may send from, E.164. */
  senders: readonly string[];
  /** Where replies are posted, as it is signed. */
  inboundUrl: string;
  /** Where a phone call to a sender asks what to say, as it is signed. */
  voiceUrl: string;
  /** How fast one sender sends, in story time. */
  segmentsPerSecond: number;
  /** Story seconds a real second. */
  scale: number;
  /** A file that keeps messages over a restart; without it they live in memory only. */
  state?: string;
};
