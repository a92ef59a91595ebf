-- A print that takes longer than a request may: it is laid out in the background, and fetched when it is ready (PRINT-1).
alter table plan_print
  add column language text,
  add column state text not null default 'ORDERED' check (state in ('ORDERED', 'WAITING', 'RUNNING', 'READY', 'FETCHED')),
  add column progress smallint not null default 0 check (progress between 0 and 100),
  add column attempts smallint not null default 0,
  -- a run that says nothing for a while has died, and is tried again
  add column alive_at timestamptz,
  add column size bigint check (size > 0),
  add check (state not in ('READY', 'FETCHED') or size is not null);
create index plan_print_waiting on plan_print (expires_at) where state in ('WAITING', 'RUNNING');

-- The file, in pieces, encrypted unless it is a preview, until it is fetched.
create table plan_print_part (
  print_id uuid not null references plan_print on delete cascade,
  position integer not null,
  content bytea not null check (length(content) between 1 and 1048576),
  primary key (print_id, position)
);
alter table plan_print_part alter column content set storage external;

-- The BTI levels of a stafettlogg (PLAN-7): the one set last is the one in force, the others are its history.
create table bti_level (
  id uuid primary key,
  plan_id uuid not null references plan,
  level smallint not null check (level between 0 and 3),
  -- the day from which it holds
  valid_from date not null,
  set_at timestamptz not null,
  set_by uuid not null references participant
);
create index on bti_level (plan_id, set_at desc, id desc);
create index on bti_level (set_by);
