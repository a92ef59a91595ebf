-- Meetings of the plan group: summons, answers, minutes, decisions and what the invited say to the minutes (MEET-1, MEET-2).

alter table plan
  -- raised by every change to the meetings, and by answers
  add column meetings_version integer not null default 1;

create table meeting (
  id uuid primary key,
  plan_id uuid not null references plan,
  title text not null check (length(title) between 1 and 200),
  place text not null check (length(place) <= 200),
  link text not null check (length(link) <= 500),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- the meeting whose minutes set its time
  follows uuid references meeting on delete set null,
  created_by uuid not null references participant,
  created_at timestamptz not null,
  changed_by uuid not null references participant,
  changed_at timestamptz not null,
  minutes_at timestamptz,
  minutes_by uuid references participant,
  -- the last day on which the invited confirm the minutes or object to them (MEET-2)
  agree_by date,
  bin_id uuid references bin_entry,
  -- of what is summoned to and of the minutes; answers don't raise it
  version integer not null default 1,
  check (ends_at > starts_at),
  check (num_nonnulls(minutes_at, minutes_by, agree_by) in (0, 3))
);
create index meeting_of_plan on meeting (plan_id, starts_at) where bin_id is null;
create index on meeting (follows) where follows is not null;
create index on meeting (bin_id) where bin_id is not null;

-- A point of the agenda, with its minutes.
create table meeting_point (
  id uuid primary key,
  meeting_id uuid not null references meeting on delete cascade,
  position smallint not null,
  title text not null check (length(title) between 1 and 200),
  minutes text not null default '' check (length(minutes) <= 5000)
);
create index on meeting_point (meeting_id);

create table meeting_invited (
  meeting_id uuid not null references meeting on delete cascade,
  participant_id uuid not null references participant,
  position smallint not null,
  -- null until answered
  coming boolean,
  answered_at timestamptz,
  -- what they say to the minutes; null until they have said it
  agrees boolean,
  objection text check (length(objection) between 1 and 2000),
  agreed_at timestamptz,
  primary key (meeting_id, participant_id),
  check ((coming is null) = (answered_at is null)),
  check ((agrees is null) = (agreed_at is null)),
  check ((objection is not null) = (agrees is not null and not agrees))
);
create index on meeting_invited (participant_id);

-- What was decided on a point, as it was decided; the activity that it became lives on by itself.
create table meeting_decision (
  id uuid primary key,
  point_id uuid not null references meeting_point on delete cascade,
  position smallint not null,
  title text not null check (length(title) between 1 and 200),
  due date,
  activity_id uuid references activity on delete set null
);
create index on meeting_decision (point_id);
create index on meeting_decision (activity_id) where activity_id is not null;

create table meeting_decision_responsible (
  decision_id uuid not null references meeting_decision on delete cascade,
  participant_id uuid not null references participant,
  position smallint not null,
  primary key (decision_id, participant_id)
);
create index on meeting_decision_responsible (participant_id);
