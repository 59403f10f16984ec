import * as fc from 'fast-check';
import { DELIVERY_STATUSES, furtherStatus } from '../../domain/delivery-status';
import type { DeliveryStatus } from '../../domain/delivery-status';

const FINAL: DeliveryStatus[] = ['delivered', 'undelivered', 'failed'];

test.each<[DeliveryStatus | null, DeliveryStatus, DeliveryStatus]>([
  [null, 'queued', 'queued'],
  [null, 'delivered', 'delivered'],
  ['queued', 'sent', 'sent'],
  ['sent', 'queued', 'sent'],
  ['sent', 'sent', 'sent'],
  ['sent', 'delivered', 'delivered'],
  ['sent', 'undelivered', 'undelivered'],
  ['queued', 'failed', 'failed'],
  ['delivered', 'sent', 'delivered'],
  ['delivered', 'undelivered', 'delivered'],
  ['undelivered', 'delivered', 'undelivered'],
  ['failed', 'delivered', 'failed'],
  // What we gave up waiting for may still come.
  ['sent', 'noReceipt', 'noReceipt'],
  ['noReceipt', 'delivered', 'delivered'],
  ['noReceipt', 'sent', 'noReceipt'],
  ['delivered', 'noReceipt', 'delivered'],
])('known %s, reported %s: %s', (known, reported, status) => {
  expect(furtherStatus(known, reported)).toBe(status);
});

describe('any reports (seed 1502)', () => {
  const reports = fc.array(fc.constantFrom(...DELIVERY_STATUSES), { minLength: 1, maxLength: 8 });
  const after = (all: DeliveryStatus[]) =>
    all.reduce<DeliveryStatus | null>((known, reported) => furtherStatus(known, reported), null);

  test('once final, a state stays', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const firstFinal = all.find((one) => FINAL.includes(one));
        if (firstFinal) expect(after(all)).toBe(firstFinal);
      }),
      { seed: 1502 },
    );
  });

  test('that come twice say no more than those that come once', () => {
    fc.assert(
      fc.property(reports, (all) => {
        expect(after(all.flatMap((one) => [one, one]))).toBe(after(all));
        expect(after([...all, ...all])).toBe(after(all));
      }),
      { seed: 1502 },
    );
  });

  test('in any order end in the same state, as long as they agree about the end', () => {
    const agreeing = fc
      .tuple(fc.array(fc.constantFrom('queued', 'sent', 'noReceipt')), fc.constantFrom(...FINAL))
      .map(([before, end]) => [...before, end] as DeliveryStatus[]);
    fc.assert(
      fc.property(
        agreeing.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
        (all) => {
          expect(FINAL).toContain(after(all));
        },
      ),
      { seed: 1502 },
    );
  });
});
