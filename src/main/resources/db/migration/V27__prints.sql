-- Prints that have been asked for and not fetched yet (PRINT-1).
create table plan_print (
  id uuid primary key,
  plan_id uuid not null references plan,
  participant_id uuid not null references participant,
  parts text[] not null check (cardinality(parts) between 1 and 20),
  history boolean not null,
  comments boolean not null,
  -- null for a preview
  password text,
  expires_at timestamptz not null
);
create index on plan_print (expires_at);
create index on plan_print (plan_id);
create index on plan_print (participant_id);
