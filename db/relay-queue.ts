import type { EventType } from '../domain/call-event';
import type { Queryable } from './pool';

/** An accepted event that a call's workflow must be told; `type` is `merged` where it is another call's. */
export type RelayItem = {
  id: string;
  callNumber: string;
  eventId: string;
  type: EventType;
  seq: number;
  occurredAt: Date;
  knownAt: Date;
};

export async function enqueue(db: Queryable, callNumber: string, eventId: string): Promise<void> {
  await db.query('insert into relay_queue (call_number, event_id) values ($1, $2)', [callNumber, eventId]);
}

/** Takes some items for a while; whoever does not finish them in that time leaves them to the next. */
export async function leaseRelayItems(
  db: Queryable,
  { most, realNow, leaseMs }: { most: number; realNow: number; leaseMs: number },
): Promise<RelayItem[]> {
  const { rows } = await db.query<{
    id: string;
    call_number: string;
    event_id: string;
    type: EventType;
    seq: number;
    occurred_at: Date;
    known_at: Date;
  }>(
    `with taken as (
       update relay_queue set real_leased_until_at = $2
       where id in (select id from relay_queue where real_leased_until_at < $1
                    order by id limit $3 for update skip locked)
       returning id, call_number, event_id
     )
     select taken.id, taken.call_number, event_id,
       case when event.call_number = taken.call_number then event.type else 'merged' end as type,
       event.seq, event.occurred_at, event.known_at
     from taken join call_events as event using (event_id)
     order by taken.id`,
    [new Date(realNow), new Date(realNow + leaseMs), most],
  );
  return rows.map((row) => ({
    id: row.id,
    callNumber: row.call_number,
    eventId: row.event_id,
    type: row.type,
    seq: row.seq,
    occurredAt: row.occurred_at,
    knownAt: row.known_at,
  }));
}

export async function finishRelayItem(db: Queryable, id: string): Promise<void> {
  await db.query('delete from relay_queue where id = $1', [id]);
}

/** After a failure: free for the next try at once. */
export async function returnRelayItems(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query(`update relay_queue set real_leased_until_at = '-infinity' where id = any($1)`, [ids]);
}
