import type { DeliveryStatus } from '../domain/delivery-status';
import type { Instant } from '../domain/instant';
import type { NumberText } from '../domain/number-facts';
import type { Reason } from '../domain/reasons';
import type { TextKind, TextOutcome, TextRecord } from '../domain/text-message';
import type { Queryable } from './pool';

/** Which text of a call; with the call number its identity. */
export type TextOfCall = { callNumber: string; kind: TextKind; ordinal: number };

export type TextRow = {
  id: string;
  call_number: string;
  kind: TextKind;
  ordinal: number;
  outcome: TextOutcome;
  reason: Reason | null;
  number_id: string | null;
  language: string | null;
  segments: number | null;
  due_at: Date;
  decided_at: Date;
  facts_seq: number;
  sent_at: Date | null;
  delivery: DeliveryStatus | null;
  delivered_at: Date | null;
  real_posting_since_at: Date | null;
  reopening_event_id: string | null;
};

export async function listTextRows(db: Queryable, callNumber: string): Promise<TextRow[]> {
  const { rows } = await db.query<TextRow>(
    `select id, call_number, kind, ordinal, outcome, reason, number_id, language, segments, due_at, decided_at,
       facts_seq, sent_at, delivery, delivered_at, real_posting_since_at, reopening_event_id
     from text_messages where call_number = $1 order by decided_at, id`,
    [callNumber],
  );
  return rows;
}

export async function listTextRecords(db: Queryable, callNumber: string): Promise<TextRecord[]> {
  return (await listTextRows(db, callNumber)).map(toRecord);
}

export async function findTextRow(db: Queryable, text: TextOfCall): Promise<TextRow | null> {
  const rows = await listTextRows(db, text.callNumber);
  return rows.find((row) => row.kind === text.kind && row.ordinal === text.ordinal) ?? null;
}

/** What a number got, or may have got, from any call since a moment. */
export async function listNumberTexts(
  db: Queryable,
  numberId: string,
  since: Instant,
): Promise<NumberText[]> {
  const { rows } = await db.query<TextRow>(
    `select call_number, kind, outcome, decided_at from text_messages
     where number_id = $1 and decided_at > $2 and outcome <> 'notSent'`,
    [numberId, new Date(since)],
  );
  return rows.map((row) => ({
    callNumber: row.call_number,
    kind: row.kind,
    outcome: row.outcome,
    decidedAt: row.decided_at.getTime(),
  }));
}

/** Is another text to this number between its claim and the carrier's answer? */
export async function isNumberBusy(db: Queryable, numberId: string, realSince: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from text_messages where number_id = $1 and outcome = 'pending' and real_posting_since_at > $2`,
    [numberId, new Date(realSince)],
  );
  return rowCount !== 0;
}

export async function findNumberOfText(db: Queryable, textId: string): Promise<string | null> {
  const { rows } = await db.query<{ number_id: string | null }>(
    'select number_id from text_messages where id = $1',
    [textId],
  );
  return rows[0]?.number_id ?? null;
}

/** What is written when a text is decided; a row decided anew is overwritten. */
export type DecidedText = TextOfCall & {
  outcome: 'pending' | 'notSent';
  reason: Reason | null;
  numberId: string | null;
  dueAt: Instant;
  decidedAt: Instant;
  factsSeq: number;
  reopeningEventId: string | null;
  posting: {
    language: string;
    segments: number;
    sender: string;
    tokenHash: Buffer;
    realSince: number;
  } | null;
};

export async function saveDecidedText(db: Queryable, text: DecidedText): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into text_messages (call_number, kind, ordinal, outcome, reason, number_id, due_at, decided_at, facts_seq,
       reopening_event_id, language, segments, sender, callback_token_hash, real_posting_since_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (call_number, kind, ordinal) do update set
       outcome = excluded.outcome, reason = excluded.reason, number_id = excluded.number_id, due_at = excluded.due_at,
       decided_at = excluded.decided_at, facts_seq = excluded.facts_seq,
       reopening_event_id = excluded.reopening_event_id, language = excluded.language, segments = excluded.segments,
       sender = excluded.sender, callback_token_hash = excluded.callback_token_hash,
       real_posting_since_at = excluded.real_posting_since_at
     returning id`,
    [
      text.callNumber,
      text.kind,
      text.ordinal,
      text.outcome,
      text.reason,
      text.numberId,
      new Date(text.dueAt),
      new Date(text.decidedAt),
      text.factsSeq,
      text.reopeningEventId,
      text.posting?.language ?? null,
      text.posting?.segments ?? null,
      text.posting?.sender ?? null,
      text.posting?.tokenHash ?? null,
      text.posting ? new Date(text.posting.realSince) : null,
    ],
  );
  return rows[0]?.id ?? '';
}

/** How the carrier's answer leaves a claimed text; an outcome already recorded for good stays. */
export type RecordedOutcome =
  | { outcome: 'sent'; sid: string; sentAt: Instant }
  | { outcome: 'notSent'; reason: 'carrierRefused'; errorCode: string | null }
  | { outcome: 'unknown' };

export async function saveOutcome(db: Queryable, textId: string, recorded: RecordedOutcome): Promise<void> {
  await db.query(
    `update text_messages set outcome = $2, reason = $3, sid = coalesce(sid, $4), sent_at = $5, error_code = $6,
       delivery = coalesce(delivery, $7)
     where id = $1 and outcome in ('pending', 'unknown')`,
    [
      textId,
      recorded.outcome,
      recorded.outcome === 'notSent' ? recorded.reason : null,
      recorded.outcome === 'sent' ? recorded.sid : null,
      recorded.outcome === 'sent' ? new Date(recorded.sentAt) : null,
      recorded.outcome === 'notSent' ? recorded.errorCode : null,
      recorded.outcome === 'sent' ? 'queued' : null,
    ],
  );
}

/** The carrier surely did not take it: the claim leaves no row, and the text is decided again while it is due. */
export async function giveBackClaim(db: Queryable, textId: string): Promise<void> {
  await db.query(`delete from text_messages where id = $1 and outcome = 'pending'`, [textId]);
}

function toRecord(row: TextRow): TextRecord {
  return {
    kind: row.kind,
    ordinal: row.ordinal,
    outcome: row.outcome,
    reason: row.reason,
    dueAt: row.due_at.getTime(),
    decidedAt: row.decided_at.getTime(),
    numberId: row.number_id,
    undelivered: row.delivery === 'undelivered' || row.delivery === 'failed',
    reopeningEventId: row.reopening_event_id,
  };
}
