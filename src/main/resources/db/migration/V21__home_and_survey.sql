-- The owner's own page and statuses (HOME-1, HOME-2), the survey by life area (SURV-1), what to do when it gets hard (SURV-2), and
-- specialist plans (SPEC-1).

alter table plan
  add column survey_version integer not null default 1,
  add column specialist_plans_version integer not null default 1;

-- The owner's statuses, the current one too unless it was cleared.
create table plan_status (
  id uuid primary key,
  plan_id uuid not null references plan,
  text text not null check (length(text) between 1 and 500),
  at timestamptz not null,
  by_id uuid not null references participant
);
create index plan_status_of_plan on plan_status (plan_id, at desc, id desc);

-- so far only the owner could write it
insert into plan_status (id, plan_id, text, at, by_id)
select gen_random_uuid(), pl.id, pl.status, pl.status_at, p.id
  from plan pl
  join participant p on p.plan_id = pl.id and p.role = 'OWNER' and p.removed_at is null
 where pl.status is not null;

-- The owner's presentation of themselves; no row until something is written.
create table about (
  plan_id uuid primary key references plan,
  text text not null default '' check (length(text) <= 20000),
  matters text not null default '' check (length(matters) <= 5000),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null references participant
);
create table about_link (
  plan_id uuid not null references about,
  position smallint not null,
  title text not null check (length(title) between 1 and 200),
  url text not null check (length(url) <= 2000 and url ~* '^https?://'),
  primary key (plan_id, position)
);
create table about_picture (
  plan_id uuid primary key references about,
  content bytea not null check (length(content) <= 262144),
  -- that of the page when it was stored, so that no two pictures of a plan have the same
  version integer not null,
  updated_at timestamptz not null
);

-- How it is in a life area, by date; the latest holds now.
create table survey_status (
  id uuid primary key,
  plan_id uuid not null references plan,
  life_area text not null check (life_area in ('WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY')),
  text text not null check (length(text) between 1 and 5000),
  at timestamptz not null,
  by_id uuid not null references participant,
  bin_id uuid references bin_entry
);
create index survey_status_of_plan on survey_status (plan_id, life_area, at desc, id desc) where bin_id is null;
create index on survey_status (bin_id) where bin_id is not null;
create table survey_version (
  plan_id uuid not null references plan,
  life_area text not null check (life_area in ('WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY')),
  version integer not null default 1,
  primary key (plan_id, life_area)
);

-- What to do and whom to call; no row until something is written.
create table emergency (
  plan_id uuid primary key references plan,
  text text not null check (length(text) <= 1500),
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null references participant
);
create table emergency_contact (
  plan_id uuid not null references emergency,
  position smallint not null check (position between 1 and 8),
  name text not null check (length(name) between 1 and 100),
  phone text not null check (length(phone) between 1 and 30),
  note text not null check (length(note) <= 100),
  primary key (plan_id, position)
);

create table specialist_plan (
  id uuid primary key,
  plan_id uuid not null references plan,
  title text not null check (length(title) between 1 and 200),
  responsible text not null check (length(responsible) <= 200),
  kept_at text not null check (length(kept_at) <= 500),
  points text not null check (length(points) <= 5000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid not null references participant,
  bin_id uuid references bin_entry,
  version integer not null default 1,
  unique (id, plan_id)
);
create index specialist_plan_of_plan on specialist_plan (plan_id) where bin_id is null;
create index on specialist_plan (bin_id) where bin_id is not null;
-- the goals that it serves
create table specialist_plan_goal (
  specialist_plan_id uuid not null,
  plan_id uuid not null,
  goal_id uuid not null,
  primary key (specialist_plan_id, goal_id),
  foreign key (specialist_plan_id, plan_id) references specialist_plan (id, plan_id),
  foreign key (goal_id, plan_id) references goal (id, plan_id)
);
create index on specialist_plan_goal (goal_id);
