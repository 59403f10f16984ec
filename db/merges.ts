import { joinLatches } from '../domain/call-facts';
import type { Latches } from '../domain/call-facts';
import type { Queryable } from './pool';

export async function addMerge(db: Queryable, callNumber: string, into: string): Promise<void> {
  await db.query(
    'insert into merges (call_number, into_call_number) values ($1, $2) on conflict do nothing',
    [callNumber, into],
  );
}

/** All calls that merges join with these, in either direction and through any number of merges. */
export async function listMergedWith(db: Queryable, callNumbers: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ call_number: string }>(
    `with recursive joined (call_number) as (
       select unnest($1::text[])
       union
       select case when merges.call_number = joined.call_number then merges.into_call_number
                   else merges.call_number end
       from joined join merges on joined.call_number in (merges.call_number, merges.into_call_number)
     )
     select call_number from joined`,
    [callNumbers],
  );
  return rows.map((row) => row.call_number);
}

type Merging = { callNumber: string; facts: { mergedInto: string[]; latches: Latches } };

/** The calls that a call is merged into, through any number of merges; in a circle, itself too. */
export function targetsOf(callNumber: string, calls: readonly Merging[]): string[] {
  const reached = new Set<string>();
  const follow = (from: string) => {
    for (const into of calls.find((call) => call.callNumber === from)?.facts.mergedInto ?? []) {
      if (reached.has(into)) continue;
      reached.add(into);
      follow(into);
    }
  };
  follow(callNumber);
  return [...reached];
}

/** What a call takes over (story 4): the latches of every other call that reaches it. */
export function takenOverBy(callNumber: string, calls: readonly Merging[]): Latches {
  const sources = calls.filter(
    (call) => call.callNumber !== callNumber && targetsOf(call.callNumber, calls).includes(callNumber),
  );
  return joinLatches(sources.map((call) => call.facts.latches));
}
