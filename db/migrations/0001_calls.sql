-- Story instants (`*_at` without `real_`) come from the product's clock; no default here says now().

create table clock (
  only_one boolean primary key default true check (only_one),
  real_at timestamptz not null,
  story_at timestamptz not null,
  scale double precision not null check (scale > 0)
);

-- The agency's rules in force: the newest row.
create table policies (
  id bigint generated always as identity primary key,
  agency text not null,
  hash text not null,
  policy_text text not null,
  rules jsonb not null,
  in_force_from_at timestamptz not null
);

-- The CAD's feed and the switch for all sending.
create table feed (
  only_one boolean primary key default true check (only_one),
  alive_at timestamptz,
  sending_paused boolean not null default false
);
insert into feed default values;

-- A phone number is a row; everything else holds its id. The hash is keyed, the key's id says with which.
create table numbers (
  id bigint generated always as identity primary key,
  hash_key_id text not null,
  hash bytea not null,
  last_stamp_at timestamptz,
  not_capable_since_at timestamptz,
  unique (hash, hash_key_id)
);

create table opt_outs (
  number_id bigint primary key references numbers,
  opted_out_at timestamptz not null,
  learned_from text not null check (learned_from in ('reply', 'carrier'))
);

create table never_text (
  number_id bigint primary key references numbers,
  listed_at timestamptz not null
);

create table institutions (
  number_id bigint primary key references numbers
);

create table calls (
  call_number text primary key,
  spread double precision not null,
  last_seq integer not null default 0,
  revision integer not null default 0,
  facts jsonb not null,
  taken_over jsonb not null,
  reason text default 'notReceivedYet',
  policy_id bigint references policies,
  followed_since_at timestamptz,
  made_eligible_by jsonb,
  hold_changed_by jsonb,
  last_event_known_at timestamptz,
  last_stamp_at timestamptz,
  stopped_because text,
  acknowledgement_due_anew boolean not null default false,
  -- Moments that came and left nothing behind.
  passed jsonb not null default '[]',
  -- The call's data key, wrapped by a master key; destroying it erases the caller.
  wrapped_key bytea
);

create table merges (
  call_number text not null references calls,
  into_call_number text not null references calls,
  primary key (call_number, into_call_number)
);
create index merges_into on merges (into_call_number);

create table call_events (
  event_id text primary key,
  call_number text not null references calls,
  seq integer not null,
  type text not null,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  stated jsonb not null,
  -- The JSON as sent, under the call's data key.
  body bytea,
  -- The decision that was answered; null when eligible.
  reason text,
  unique (call_number, seq)
);

-- Every number a call ever stated, the number itself under the call's data key.
create table call_numbers (
  call_number text not null references calls,
  number_id bigint not null references numbers,
  phone bytea,
  primary key (call_number, number_id)
);
create index call_numbers_number on call_numbers (number_id);

-- Events committed but not yet handed to Temporal.
create table relay_queue (
  id bigint generated always as identity primary key,
  call_number text not null references calls,
  event_id text not null references call_events,
  real_leased_until_at timestamptz not null default '-infinity'
);

create table webhook_ids (
  webhook_id text primary key,
  body_hash bytea not null
);
