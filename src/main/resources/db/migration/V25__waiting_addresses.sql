-- A change by another of an address of an account in use waits for 24 hours (PERSON-15), unless it is stopped at the address that is
-- there, or confirmed by the person.
create table waiting_address (
  person_id uuid not null references person,
  channel text not null check (channel in ('SMS', 'EMAIL')),
  -- the new address; null removes the old one
  address text check (length(address) between 3 and 254),
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  effective_at timestamptz not null,
  -- of the address of the page where it is stopped, which only the notice holds
  stop_hash bytea not null,
  primary key (person_id, channel)
);
create index waiting_address_due on waiting_address (effective_at);
create index on waiting_address (stop_hash);
create index on waiting_address (asked_by);

-- A confirmed number that another has stopped (PERSON-8): it is told of the next one, which may be the stopper's own.
alter table account add column stopped_mobile text check (length(stopped_mobile) between 4 and 20);

-- Who read or searched while somebody had lately helped with their login (PERSON-15): the mark of the other logs.
alter table access_log add column marked boolean not null default false;
alter table register_log add column marked boolean not null default false;

-- What the device called itself at its last login, so that the person knows it again in the list (LOGIN-2).
alter table known_device add column user_agent text not null default '';
