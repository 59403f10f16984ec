create table survey_links (
  token_hash bytea primary key,
  call_number text not null references calls,
  expires_at timestamptz not null,
  spent boolean not null default false
);

-- Answers on their way: no call, no number, no time. Keys are random, so that nothing tells the order.
create table survey_inbox (
  id uuid primary key default gen_random_uuid(),
  quarter text not null,
  facts jsonb not null,
  answers jsonb not null
);

create table survey_answers (
  id uuid primary key default gen_random_uuid(),
  quarter text not null,
  facts jsonb not null,
  answers jsonb not null
);
