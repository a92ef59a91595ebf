-- The sheet with a new temporary password (PERSON-11), until who gave the password fetches it. One for each account: a newer password
-- takes its place.
create table start_sheet (
  person_id uuid primary key references account on delete cascade,
  id uuid not null unique,
  asked_by uuid not null references person on delete cascade,
  -- of the plan in which the password was given; null when an administrator gave it
  coordinator_id uuid references person on delete cascade,
  -- encrypted by the service's key
  password text not null,
  expires_at timestamptz not null
);
create index on start_sheet (expires_at);
create index on start_sheet (asked_by);
create index on start_sheet (coordinator_id) where coordinator_id is not null;
