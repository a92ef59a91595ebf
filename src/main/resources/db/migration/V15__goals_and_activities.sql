-- Goals with sub-goals, their activities, comments and progress (GOAL-1 to GOAL-11), and the bin for what is deleted (GOAL-7).

alter table plan
  -- of the tree of goals and activities: raised by every change to it, but not by comments
  add column goals_version integer not null default 1,
  add column comments_version integer not null default 1;

-- A deletion that can be undone. What was deleted together refers to one entry.
create table bin_entry (
  id uuid primary key,
  plan_id uuid not null references plan,
  kind text not null check (kind in ('GOAL', 'ACTIVITY', 'COMMENT')),
  element_id uuid not null,
  deleted_by uuid not null references participant,
  deleted_at timestamptz not null
);
create index bin_entry_of_plan on bin_entry (plan_id, deleted_at desc, id desc);
create index bin_entry_by_age on bin_entry (deleted_at);

create table goal (
  id uuid primary key,
  plan_id uuid not null references plan,
  parent_id uuid,
  position integer not null,
  title text not null check (length(title) between 1 and 200),
  registered_on date not null,
  progress smallint not null default 0 check (progress between 0 and 100),
  description text not null default '' check (length(description) <= 20000),
  created_by uuid not null references participant,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- by the owner or who decides for them; content_at later than it is a change of what was agreed (GOAL-11)
  agreed_at timestamptz,
  content_at timestamptz not null,
  content_by uuid not null references participant,
  history_at timestamptz,
  bin_id uuid references bin_entry,
  version integer not null default 1,
  unique (id, plan_id),
  foreign key (parent_id, plan_id) references goal (id, plan_id),
  check (parent_id <> id)
);
create index goal_of_plan on goal (plan_id) where bin_id is null;
create index on goal (parent_id) where parent_id is not null;
create index on goal (bin_id) where bin_id is not null;

create table goal_progress (
  goal_id uuid not null references goal,
  at timestamptz not null,
  progress smallint not null check (progress between 0 and 100),
  primary key (goal_id, at)
);

create table activity (
  id uuid primary key,
  plan_id uuid not null references plan,
  goal_id uuid not null,
  position integer not null,
  title text not null check (length(title) between 1 and 200),
  registered_on date not null,
  status text not null default 'PLANNED' check (status in ('PLANNED', 'ONGOING', 'DONE')),
  starts_on date,
  ends_on date,
  evaluate_on date,
  effect text check (effect in ('WORKED', 'PARTLY', 'NOT')),
  effect_reason text check (length(effect_reason) <= 500),
  description text not null default '' check (length(description) <= 20000),
  created_by uuid not null references participant,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  agreed_at timestamptz,
  content_at timestamptz not null,
  content_by uuid not null references participant,
  history_at timestamptz,
  bin_id uuid references bin_entry,
  version integer not null default 1,
  unique (id, plan_id),
  foreign key (goal_id, plan_id) references goal (id, plan_id),
  check (ends_on >= starts_on),
  check (effect is not null or effect_reason is null)
);
create index activity_of_plan on activity (plan_id) where bin_id is null;
create index on activity (goal_id);
create index on activity (bin_id) where bin_id is not null;
create index activity_to_evaluate on activity (evaluate_on) where evaluate_on is not null and effect is null and bin_id is null;

create table activity_responsible (
  activity_id uuid not null references activity,
  participant_id uuid not null references participant,
  position smallint not null,
  primary key (activity_id, participant_id)
);
create index on activity_responsible (participant_id);

-- A comment on a goal or an activity; with a status or percentage it is a status update (GOAL-4).
create table goal_comment (
  id uuid primary key,
  plan_id uuid not null references plan,
  goal_id uuid,
  activity_id uuid,
  author_id uuid not null references participant,
  text text not null check (length(text) <= 5000),
  status text check (status in ('PLANNED', 'ONGOING', 'DONE')),
  progress smallint check (progress between 0 and 100),
  -- null: changes nothing; false: a proposal that waits; true: in force
  accepted boolean,
  created_at timestamptz not null,
  edited_at timestamptz,
  bin_id uuid references bin_entry,
  version integer not null default 1,
  foreign key (goal_id, plan_id) references goal (id, plan_id),
  foreign key (activity_id, plan_id) references activity (id, plan_id),
  check (num_nonnulls(goal_id, activity_id) = 1),
  check (status is null or activity_id is not null),
  check (progress is null or goal_id is not null),
  check ((accepted is null) = (status is null and progress is null))
);
create index goal_comment_of_plan on goal_comment (plan_id) include (goal_id, activity_id) where bin_id is null;
create index goal_comment_of_goal on goal_comment (goal_id, id desc) where goal_id is not null;
create index goal_comment_of_activity on goal_comment (activity_id, id desc) where activity_id is not null;
create index on goal_comment (bin_id) where bin_id is not null;

-- What the regulation on individual plans asks for beyond goals, activities, participants, consent and period (LAW-1).
create table required_content (
  plan_id uuid primary key references plan,
  needs text not null check (length(needs) <= 5000),
  contributions text not null check (length(contributions) <= 5000),
  other_cooperation text not null check (length(other_cooperation) <= 5000),
  revision_on date,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by uuid not null references participant
);
