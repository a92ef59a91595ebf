-- Devices on which a person has completed a login: each counts wrong guesses of its own, so that strangers can't keep the
-- person out (LOGIN-2). One browser may be the device of several persons.
create table known_device (
  device_id uuid not null,
  person_id uuid not null references person,
  created_at timestamptz not null,
  last_login_at timestamptz not null,
  failures integer not null default 0 check (failures >= 0),
  locked_until timestamptz,
  primary key (person_id, device_id)
);
create index known_device_last_login on known_device (last_login_at);

-- The known device that a login was begun on: a lock after strangers' guesses doesn't end it.
alter table one_time_code add column device_id uuid;

-- Written by the readiness check, which fails where nothing can be written.
create table readiness (
  id integer primary key check (id = 1),
  checked_at timestamptz not null
);
insert into readiness values (1, now());
