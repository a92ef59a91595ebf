-- Units of a municipality as a tree, what administrators do to it, who to ask for help, and announced downtime (ORG-1).

alter table organisation
  -- a closed unit gets no new plans, units or people; what it has goes on
  add column closed_at timestamptz;

-- Every organisation with itself and each one above it; kept by a trigger.
create table organisation_ancestor (
  organisation_id uuid not null references organisation on delete cascade,
  ancestor_id uuid not null references organisation on delete cascade,
  -- 0 for itself
  distance smallint not null check (distance between 0 and 9),
  primary key (organisation_id, ancestor_id)
);
create index on organisation_ancestor (ancestor_id, organisation_id);

create function link_organisation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    with recursive above (id, distance) as (
      select new.id, 0
      union all
      select o.parent_id, above.distance + 1 from above join organisation o on o.id = above.id where o.parent_id is not null
    )
    insert into organisation_ancestor (organisation_id, ancestor_id, distance) select new.id, id, distance from above;
    return null;
  end if;
  if exists (select from organisation_ancestor where organisation_id = new.parent_id and ancestor_id = new.id) then
    raise exception 'an organisation can''t be moved under itself' using errcode = 'check_violation';
  end if;
  delete from organisation_ancestor link
   using organisation_ancestor below, organisation_ancestor above
   where below.ancestor_id = new.id and above.organisation_id = new.id and above.distance > 0
     and link.organisation_id = below.organisation_id and link.ancestor_id = above.ancestor_id;
  insert into organisation_ancestor (organisation_id, ancestor_id, distance)
  select below.organisation_id, above.ancestor_id, below.distance + above.distance + 1
    from organisation_ancestor below, organisation_ancestor above
   where below.ancestor_id = new.id and above.organisation_id = new.parent_id;
  return null;
end $$;
create trigger organisation_linked after insert or update of parent_id on organisation
  for each row execute function link_organisation();

with recursive above (organisation_id, id, distance) as (
  select id, id, 0 from organisation
  union all
  select above.organisation_id, o.parent_id, above.distance + 1
    from above join organisation o on o.id = above.id where o.parent_id is not null
)
insert into organisation_ancestor (organisation_id, ancestor_id, distance) select organisation_id, id, distance from above;

-- What administrators have done; rows are never changed.
create table organisation_log (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  person_id uuid not null references person,
  event text not null check (event ~ '^[A-Z_]{1,40}$'),
  -- who was named or removed
  subject_id uuid references person,
  -- a name of a unit or a template; never of a person
  detail text check (length(detail) <= 200)
);
create index on organisation_log (organisation_id, at desc);
create index on organisation_log (person_id);
create index on organisation_log (subject_id) where subject_id is not null;

-- Which organisation one works in, for those who have several.
create table chosen_organisation (
  person_id uuid primary key references person,
  organisation_id uuid not null references organisation
);
create index on chosen_organisation (organisation_id);

-- Whom to ask for help, in order.
create table help_contact (
  organisation_id uuid not null references organisation,
  position smallint not null check (position between 1 and 10),
  name text not null check (length(name) between 1 and 100),
  phone text not null default '' check (length(phone) <= 20),
  email text not null default '' check (length(email) <= 254),
  hours text not null default '' check (length(hours) <= 200),
  primary key (organisation_id, position),
  check (phone <> '' or email <> '')
);

create table announced_downtime (
  id uuid primary key,
  -- null for the whole installation
  organisation_id uuid references organisation,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  text text not null check (length(text) between 1 and 500),
  version integer not null default 1,
  check (ends_at > starts_at)
);
create index announced_downtime_of_organisation on announced_downtime (organisation_id, ends_at);
create index announced_downtime_by_end on announced_downtime (ends_at);
