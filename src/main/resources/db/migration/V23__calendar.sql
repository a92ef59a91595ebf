-- The owner's calendar (CAL-1 to CAL-3) and its feeds.

alter table plan
  -- raised by every change to the calendar
  add column calendar_version integer not null default 1;

-- An event, or the series of a recurring one. A whole day's times are midnight in Europe/Oslo, the end that of the day after the last.
create table calendar_event (
  id uuid primary key,
  plan_id uuid not null references plan,
  title text not null check (length(title) between 1 and 200),
  place text not null check (length(place) <= 200),
  description text not null check (length(description) <= 5000),
  all_day boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- RFC 5545; the day of the last occurrence, null without end
  rrule text check (length(rrule) <= 300),
  last_on date,
  -- minutes before the start (CAL-3)
  reminder integer check (reminder between 0 and 20160),
  next_reminder_at timestamptz,
  created_by uuid not null references participant,
  created_at timestamptz not null,
  changed_by uuid not null references participant,
  changed_at timestamptz not null,
  bin_id uuid references bin_entry,
  version integer not null default 1,
  check (ends_at >= starts_at)
);
create index calendar_event_of_plan on calendar_event (plan_id, starts_at) where bin_id is null;
create index calendar_event_to_remind on calendar_event (next_reminder_at) where next_reminder_at is not null and bin_id is null;
create index on calendar_event (bin_id) where bin_id is not null;

-- An occurrence that is cancelled or differs from its series; null means as in the series. A series has at most one a day.
create table calendar_occurrence (
  id uuid primary key,
  event_id uuid not null references calendar_event,
  -- the day it has by the rule
  occurs_on date not null,
  cancelled boolean not null,
  title text check (length(title) between 1 and 200),
  place text check (length(place) <= 200),
  description text check (length(description) <= 5000),
  all_day boolean,
  starts_at timestamptz,
  ends_at timestamptz,
  bin_id uuid references bin_entry,
  unique (event_id, occurs_on),
  check (num_nonnulls(all_day, starts_at, ends_at) in (0, 3)),
  check (ends_at >= starts_at)
);
create index on calendar_occurrence (bin_id) where bin_id is not null;

-- A secret address by which a calendar program reads one plan's calendar, or those of all the person's plans.
create table calendar_feed (
  id uuid primary key,
  person_id uuid not null references person,
  plan_id uuid references plan,
  secret_hash bytea not null unique,
  busy_only boolean not null,
  created_at timestamptz not null,
  -- of the content last served, for conditional requests
  etag text,
  modified_at timestamptz not null
);
create unique index on calendar_feed (person_id, plan_id) nulls not distinct;
create index on calendar_feed (plan_id) where plan_id is not null;
