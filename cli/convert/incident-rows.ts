import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** What is used of a row of San Diego's published calls for service. */
export type IncidentRow = {
  incidentNumber: string;
  /** On the clocks of the city: `2023-01-11T09:10:28`. */
  createdLocal: string;
  callTypeCode: string;
  priorityCode: string;
  beat: string;
  /** '' where none is stated. */
  dispositionCode: string;
};

/** Local times, each `2023-01-11T09:10` or longer; `to` is not part of it. */
export type LocalSpan = { from?: string | undefined; to?: string | undefined };

/** The columns by their names in the kept extract and in the city's own file; every other one is skipped unread. */
const COLUMNS: Readonly<Record<string, keyof IncidentRow>> = {
  incident_num: 'incidentNumber',
  created_at: 'createdLocal',
  date_time: 'createdLocal',
  call_type: 'callTypeCode',
  priority: 'priorityCode',
  beat: 'beat',
  disposition: 'dispositionCode',
};

/**
 * Reads the rows created in a span, in order of creation: from the city's yearly file or an extract of it, plain or
 * gzipped. Throws an Error that says which column is missing.
 */
export function readIncidentRows(path: string, span: LocalSpan = {}): IncidentRow[] {
  return parseIncidentRows(readFileSync(path), span);
}

export function parseIncidentRows(file: Buffer, span: LocalSpan = {}): IncidentRow[] {
  const isGzipped = file[0] === 0x1f && file[1] === 0x8b;
  const rows: IncidentRow[] = [];
  parse(isGzipped ? gunzipSync(file) : file, {
    bom: true,
    columns: namedColumns,
    trim: true,
    on_record: (record: Record<string, string>) => {
      const row = incidentRow(record);
      if (isWithin(row.createdLocal, span)) rows.push(row);
      return null;
    },
  });
  return rows.sort(
    (a, b) => compare(a.createdLocal, b.createdLocal) || compare(a.incidentNumber, b.incidentNumber),
  );
}

function namedColumns(header: string[]): (string | false)[] {
  const columns = header.map((name) => COLUMNS[name.trim().toLowerCase()] ?? false);
  const missing = [...new Set(Object.values(COLUMNS))].filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new Error(`not San Diego's calls for service: no column for ${missing.join(', ')}`);
  return columns;
}

function incidentRow(record: Record<string, string>): IncidentRow {
  const { incidentNumber = '', createdLocal = '', priorityCode, callTypeCode, beat = '' } = record;
  return {
    incidentNumber,
    createdLocal: createdLocal.replace(' ', 'T').slice(0, 19),
    callTypeCode: callTypeCode || 'NOT STATED',
    priorityCode: priorityCode || 'NOT STATED',
    beat,
    dispositionCode: record['dispositionCode'] ?? '',
  };
}

function isWithin(local: string, { from = '', to }: LocalSpan): boolean {
  return local >= from && (to === undefined || local < to);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
