import { HOUR, type Instant } from '../domain/instant';
import { CallerPool } from './convert/caller-pool';
import type { IncidentRow } from './convert/incident-rows';
import { makeCall, type Conversion, type MadeCall } from './convert/make-call';
import { instantOnWall } from './convert/wall-clock';

/** How far back the call lies that a duplicate tells of once more. */
const DUPLICATE_WITHIN = 2 * HOUR;

/**
 * Makes whole calls of San Diego's rows, given in order of creation: creation, priority, call type and disposition
 * are the row's, everything else is drawn. The same rows, seed and profiles make the same calls.
 */
export function convertSanDiego(rows: readonly IncidentRow[], conversion: Conversion): MadeCall[] {
  const { place, profiles } = conversion;
  const callers = new CallerPool(place.areaCodes, profiles.phoneClasses);
  const timed = rows.map((row) => ({ row, createdAt: instantOnWall(row.createdLocal, place.timeZone) }));
  return timed.map(({ row, createdAt }, index) => {
    const original =
      row.dispositionCode === 'DUP' ? originalOf(row, createdAt, timed.slice(0, index)) : undefined;
    return makeCall(
      {
        row,
        createdAt,
        callers,
        typeBefore: rows[index - 1]?.callTypeCode ?? row.callTypeCode,
        originalCallNumber: original && place.callNumber(original.incidentNumber),
      },
      conversion,
    );
  });
}

/** The last call of the same type shortly before, of the same beat if there is one; not a duplicate itself. */
function originalOf(
  { callTypeCode, beat }: IncidentRow,
  createdAt: Instant,
  before: readonly { row: IncidentRow; createdAt: Instant }[],
): IncidentRow | undefined {
  const alike = before.filter(
    (other) =>
      createdAt - other.createdAt < DUPLICATE_WITHIN &&
      other.row.callTypeCode === callTypeCode &&
      other.row.dispositionCode !== 'DUP',
  );
  return (alike.findLast(({ row }) => row.beat === beat) ?? alike.at(-1))?.row;
}
