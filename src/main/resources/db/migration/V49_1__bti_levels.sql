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
