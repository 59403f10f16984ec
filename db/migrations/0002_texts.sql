-- One row a text that came due; what makes a text unique is (call, kind, ordinal).
create table text_messages (
  id bigint generated always as identity primary key,
  call_number text not null references calls,
  kind text not null check (kind in ('acknowledgement', 'delayNotice', 'closureNotice', 'survey')),
  ordinal integer not null check (ordinal > 0),
  outcome text not null check (outcome in ('sent', 'notSent', 'unknown', 'pending')),
  reason text,
  number_id bigint references numbers,
  language text,
  segments integer,
  due_at timestamptz not null,
  decided_at timestamptz not null,
  facts_seq integer not null,
  sent_at timestamptz,
  delivery text,
  delivered_at timestamptz,
  error_code text,
  sender text,
  sid text unique,
  callback_token_hash bytea unique,
  -- When it was claimed: while pending, it is between us and the carrier.
  real_posting_since_at timestamptz,
  reopening_event_id text,
  unique (call_number, kind, ordinal),
  constraint a_reason_when_not_sent check ((outcome = 'notSent') = (reason is not null))
);
create index text_messages_number on text_messages (number_id, decided_at);

-- Until when a sender's segments are taken.
create table senders (
  number text primary key,
  free_at timestamptz not null
);

-- Everything the carrier reported, as it came.
create table receipts (
  id bigint generated always as identity primary key,
  text_message_id bigint references text_messages,
  sid text not null,
  status text not null,
  error_code text,
  received_at timestamptz not null
);

create table replies (
  sid text primary key,
  number_id bigint not null references numbers,
  keyword text,
  received_at timestamptz not null
);
