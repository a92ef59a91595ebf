-- Membership, role and access in plans on a date (Europe/Oslo). All access checks use these functions. They are inlined by the
-- planner, so they cost no function call and can use indexes.

-- Whether the participant is active on the date: not removed, and a consent of their own neither withdrawn nor run out
-- (PART-4, PART-5, PART-7).
create or replace function takes_part(p participant, today date) returns boolean language sql stable as $$
  select p.removed_at is null and p.consent_ended_at is null and (p.ends_on is null or p.ends_on >= today)
$$;

-- Whether a participant is a substitute for the coordinator (PLAN-6).
create or replace function is_substitute(p participant, today date) returns boolean language sql stable as $$
  select coalesce(today between p.substitute_from and p.substitute_until, false)
$$;

-- Whether a participant is a coordinator or a substitute for one (PLAN-6).
create or replace function coordinates(p participant, today date) returns boolean language sql stable as $$
  select p.role = 'COORDINATOR' or is_substitute(p, today)
$$;

-- Whether a plan's owner is below the municipality's age of consent, counted from the due date for one who isn't born yet. Called for
-- guardians only, and not inlined on purpose: the tables of a rare case would be opened by every statement that asks for a membership.
create or replace function owner_is_under_age(plan uuid, today date) returns boolean language sql stable as $$
  select exists (
    select from participant op
      join person owner on owner.id = op.person_id
      join organisation municipality on municipality.id = owner.municipality_id
     where op.plan_id = plan and op.role = 'OWNER' and op.removed_at is null
       and coalesce(owner.birth_date, owner.due_date) > today - make_interval(years => municipality.consent_age))
$$;

-- Whether a participant takes the owner's decisions (PLAN-8): the owner, and a guardian while the owner is below the municipality's
-- age of consent, once another has confirmed that they are it (PERSON-15). One row.
create or replace function owner_authority(p participant, today date) returns table (decides boolean) language sql stable as $$
  select case p.role
           when 'OWNER' then true
           when 'GUARDIAN' then p.authority_confirmed_at is not null and owner_is_under_age(p.plan_id, today)
           else false
         end
$$;

-- Whether a participant keeps access without a valid consent of the plan (PART-4): who decides for the owner, and who coordinates.
drop function if exists needs_no_consent(participant, date);
create or replace function needs_no_consent(p participant, decides boolean, today date) returns boolean language sql stable as $$
  select decides or coordinates(p, today)
$$;

-- The participants that their plan is open to on a date (PART-4). A consent is read only for those who need one.
create or replace function open_participants(today date)
returns table (open_id uuid, open_plan_id uuid, open_person_id uuid) language sql stable as $$
  select p.id, p.plan_id, p.person_id
    from participant p
   cross join lateral owner_authority(p, today) authority
   where takes_part(p, today)
     and (needs_no_consent(p, authority.decides, today)
          or (select c.valid_until >= today from consent c
               where c.plan_id = p.plan_id and c.ended_at is null and c.valid_from <= today))
$$;

-- A participant's consent period on a date (PART-4): the plan's, from when they were added, and until an earlier end of their own.
-- No row while the plan has no consent.
create or replace function consent_period(p participant, today date)
returns table (period_from date, period_until date) language sql stable as $$
  select greatest(c.valid_from, (p.since at time zone 'Europe/Oslo')::date), least(c.valid_until, p.ends_on)
    from consent c
   where c.plan_id = p.plan_id and c.ended_at is null and c.valid_from <= today
$$;

-- The active memberships on a date. A substitute has the coordinator's role. Marked is who has been helped with the login of late,
-- and can't decide for the owner (PERSON-15).
create or replace function plan_members(today date)
returns table (
  member_id uuid, member_plan_id uuid, member_person_id uuid, member_role text, member_substitute boolean, member_rights text,
  member_decides boolean, member_plan_state text, member_consent_until date, member_is_open boolean, member_today date,
  member_log_open boolean, member_log_withheld boolean, member_marked boolean, member_practice boolean
) language sql stable as $$
  select p.id, p.plan_id, p.person_id,
         case when coordinates(p, today) then 'COORDINATOR' else p.role end,
         p.role <> 'COORDINATOR' and is_substitute(p, today),
         p.rights::text,
         authority.decides,
         pl.state, c.valid_until,
         needs_no_consent(p, authority.decides, today) or coalesce(c.valid_until >= today, false),
         today, pl.log_open, p.log_withheld, coalesce(a.marked_until >= today, false), pl.practice_until is not null
    from participant p
    join plan pl on pl.id = p.plan_id
   cross join lateral (select decides from owner_authority(p, today) offset 0) authority -- computed once
    left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= today
    left join account a on a.person_id = p.person_id
   where takes_part(p, today)
$$;

-- The membership of one person in one plan: one row, or none.
create or replace function plan_member(plan uuid, person uuid, today date)
returns table (
  member_id uuid, member_plan_id uuid, member_person_id uuid, member_role text, member_substitute boolean, member_rights text,
  member_decides boolean, member_plan_state text, member_consent_until date, member_is_open boolean, member_today date,
  member_log_open boolean, member_log_withheld boolean, member_marked boolean, member_practice boolean
) language sql stable as $$
  select m.* from plan_members(today) m where m.member_plan_id = plan and m.member_person_id = person
$$;

-- Who a person is in a plan, whether they have access or not: for the further statements of a page, whose first asks plan_member.
create or replace function plan_participant(plan uuid, person uuid) returns table (member_id uuid) language sql stable as $$
  select p.id from participant p where p.plan_id = plan and p.person_id = person and p.removed_at is null
$$;

-- Whether a person takes part in a plan, for a condition that rarely gets so far: it isn't inlined, so its tables are opened only when
-- it is asked.
create or replace function is_member(plan uuid, person uuid, today date) returns boolean language sql stable as $$
  select exists (select from plan_member(plan, person, today))
$$;

-- Whether a membership may see all participants' rights (PART-6). The same as Right.SEE_RIGHTS.
create or replace function sees_rights(role text, decides boolean) returns boolean language sql immutable as $$
  select role = 'COORDINATOR' or decides
$$;

-- Whether a membership may read an area (PART-2); the owner reads all. The same as Right.readArea.
create or replace function reads_area(role text, rights text, area text) returns boolean language sql immutable as $$
  select role = 'OWNER' or coalesce(rights::jsonb -> 'areas' ->> area, 'NONE') <> 'NONE'
$$;

-- Whether a membership may comment in an area (GOAL-4): all who read it, in a plan that isn't closed (PLAN-2). The same as
-- Right.commentIn.
create or replace function comments_in(is_open boolean, plan_state text, role text, rights text, area text) returns boolean
language sql immutable as $$
  select is_open and plan_state <> 'CLOSED' and reads_area(role, rights, area)
$$;

-- Whether a membership may write messages (MSG-3), in a plan that isn't closed (PLAN-2). The same as Right.WRITE_MESSAGES.
create or replace function writes_messages(is_open boolean, plan_state text) returns boolean language sql immutable as $$
  select is_open and plan_state <> 'CLOSED'
$$;

-- The rights that a role has in an organisation's plans unless something else is decided for a participant (PART-2), by role: its own,
-- otherwise those of the nearest organisation above it that has its own (ORG-1).
drop function if exists default_rights(uuid);
create or replace function default_rights(organisation uuid) returns table (role text, rights jsonb) language sql stable as $$
  select standard.role, coalesce(nearest.rights, standard.rights)
    from role_rights standard
    left join lateral (
      select own.rights
        from organisation_ancestor above
        join organisation_role_rights own on own.organisation_id = above.ancestor_id and own.role = standard.role
       where above.organisation_id = organisation
       order by above.distance limit 1) nearest on true
$$;
