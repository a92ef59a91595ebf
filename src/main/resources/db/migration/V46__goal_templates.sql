-- Templates of goals and activities, made by the administrators of an organisation for it and all below it (ORG-1).

create table goal_template (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  name text not null check (length(name) between 1 and 100),
  -- null for plans of all types
  plan_type text check (plan_type in ('IP', 'SL', 'IOP', 'IUP', 'KO')),
  -- [{title, description, activities: [{title, description}], subGoals: [{title, description, activities}]}]
  goals jsonb not null check (jsonb_typeof(goals) = 'array' and jsonb_array_length(goals) between 1 and 50),
  changed_at timestamptz not null,
  version integer not null default 1
);
create unique index goal_template_name on goal_template (organisation_id, lower(name));
