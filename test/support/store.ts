import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { acceptEvent } from '../../db/accept-event';
import type { Acceptance, EventToAccept } from '../../db/accept-event';
import { writeClockOnce } from '../../db/clock';
import { createPolicyReader, putPolicyInForce } from '../../db/policies';
import type { Store } from '../../db/store';
import { createVault } from '../../db/vault';
import type { StatedFields } from '../../domain/call-event';
import { fromIso } from '../../domain/instant';
import { loadAgency } from '../../runtime/agency';
import type { Agency } from '../../runtime/agency';
import { packageRoot } from '../../runtime/paths';
import { readPhone } from '../../sms/phone-number';
import { createTestDatabase } from './database';

/** Thursday 10:00 in Ottawa: outside every quiet time. */
export const TEN_O_CLOCK = fromIso('2026-01-15T10:00:00-05:00');

/** A real store in a database of its own, with a clock that stands until it is moved. */
export type TestStore = Store & {
  agency: Agency;
  setTime(at: number): void;
  databaseUrl: string;
  end(): Promise<void>;
};

export async function createTestStore(agencyName = 'ottawa'): Promise<TestStore> {
  const database = await createTestDatabase();
  const agency = loadAgency(join(packageRoot, 'agencies', agencyName));
  await putPolicyInForce(database.pool, agency, Date.now());
  await writeClockOnce(database.pool, { realAt: Date.now(), storyAt: TEN_O_CLOCK, scale: 1 });
  let now = TEN_O_CLOCK;
  const key = () => [{ id: 'k1', key: randomBytes(32) }];
  return {
    agency,
    db: database.pool,
    databaseUrl: database.url,
    clock: { now: () => now, scale: 1 },
    vault: createVault(key(), key()),
    policyInForce: createPolicyReader(),
    setTime: (at) => (now = at),
    end: () => database.drop(),
  };
}

export type TestEvent = Partial<Omit<EventToAccept, 'stated' | 'phone' | 'body'>> &
  Pick<EventToAccept, 'callNumber' | 'type'> & {
    phone?: string;
    stated?: Omit<StatedFields, 'phone'>;
    body?: unknown;
  };

let count = 0;

/** An event as the API would hand it on; `received` states an ordinary theft unless told otherwise. */
export function anEvent(event: TestEvent): EventToAccept {
  const ordinary = { priorityCode: '3', callTypeCode: 'THEFT', language: 'en' };
  const written = event.phone ?? (event.type === 'received' ? '613-555-0123' : null);
  const eventId = event.eventId ?? `event-${(count += 1)}`;
  return {
    occurredAt: null,
    webhook: null,
    ...event,
    eventId,
    stated: event.type === 'received' ? { ...ordinary, ...event.stated } : (event.stated ?? {}),
    phone:
      written === null ? null : readPhone(written, { defaultCountry: 'CA', ownNumbers: ['+13438036032'] }),
    body: event.body ?? { eventId, type: event.type },
  };
}

export function tell(store: Store, event: TestEvent): Promise<Acceptance> {
  return acceptEvent(store, anEvent(event));
}
