-- Archives of a plan (PLAN-3): asked for, made from one moment of the plan, handed to the archive channel, and received by it.
create table plan_archive (
  id uuid primary key,
  plan_id uuid not null references plan on delete cascade,
  -- who asked for it: it holds what this participant may read
  participant_id uuid not null references participant on delete cascade,
  parts text[] not null check (cardinality(parts) between 1 and 20),
  history boolean not null,
  comments boolean not null,
  asked_at timestamptz not null,
  state text not null check (state in ('MAKING', 'SENDING', 'RECEIVED', 'FAILED')),
  progress integer not null default 0 check (progress between 0 and 100),
  -- attempts at what the state says
  attempts integer not null default 0,
  -- when the next attempt is made, or may be if the node that makes this one dies; null once it has ended
  next_at timestamptz,
  failure text check (length(failure) between 1 and 40),
  failed_at timestamptz,
  -- of the ZIP, once it is made: the moment that it shows, the last log entry of that moment, its size and SHA-256
  made_at timestamptz,
  log_seq integer,
  size bigint check (size > 0),
  sha256 bytea check (length(sha256) = 32),
  received_at timestamptz,
  receipt text check (length(receipt) between 1 and 300),
  check ((state in ('MAKING', 'SENDING')) = (next_at is not null)),
  check ((state = 'FAILED') = (failed_at is not null)),
  check ((state = 'RECEIVED') = (received_at is not null)),
  check (num_nulls(made_at, log_seq, size, sha256) in (0, 4)),
  check (state in ('MAKING', 'FAILED') or made_at is not null)
);
create index plan_archive_due on plan_archive (state, next_at) where next_at is not null;
create index plan_archive_failed on plan_archive (failed_at) where state = 'FAILED';
create index plan_archive_of_plan on plan_archive (plan_id, asked_at desc);
create index on plan_archive (participant_id);

-- The ZIP, in pieces, until the channel has received it.
create table plan_archive_chunk (
  archive_id uuid not null references plan_archive on delete cascade,
  position integer not null,
  content bytea not null check (length(content) between 1 and 1048576),
  primary key (archive_id, position)
);
-- it is compressed already
alter table plan_archive_chunk alter column content set storage external;

-- When a plan was closed, and when it was last changed before: closing changes nothing that an archive holds.
alter table plan
  add column closed_at timestamptz,
  add column changed_before_close timestamptz;
