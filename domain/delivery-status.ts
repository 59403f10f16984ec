/** What the carrier's reports say of a text; a report only counts when it is further than what we know. */
export const DELIVERY_STATUSES = [
  'queued',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'noReceipt',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

const RANK: Record<DeliveryStatus, number> = {
  queued: 1,
  sent: 2,
  noReceipt: 3,
  delivered: 9,
  undelivered: 9,
  failed: 9,
};

/** The state after a report: reports come late, twice and out of order, a final state stays. */
export function furtherStatus(known: DeliveryStatus | null, reported: DeliveryStatus): DeliveryStatus {
  return known !== null && RANK[known] >= RANK[reported] ? known : reported;
}
