-- A digest instead of single notices, and hours without any (NOTIF-6), as the person chooses.
alter table person
  add column digest text not null default 'NONE' check (digest in ('NONE', 'DAILY', 'WEEKLY')),
  -- of the clock in Norway; until the next day when the end is before the start
  add column quiet_from time,
  add column quiet_to time,
  add check (num_nulls(quiet_from, quiet_to) in (0, 2)),
  add check (quiet_from <> quiet_to);

-- the digest that waits, and when the last one was due
create index outbox_digest on outbox (person_id, channel, due_at) where template = 'DIGEST';
