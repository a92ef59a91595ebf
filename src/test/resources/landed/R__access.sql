-- Membership, role and access in plans on a date (Europe/Oslo). All access checks use these functions. They are inlined by the
-- planner, so they cost no function call and can use indexes.

-- Whether the participant is active on the date (PART-5, PART-7).
create or replace function takes_part(p participant, today date) returns boolean language sql stable as $$
  select p.removed_at is null and (p.ends_on is null or p.ends_on >= today)
$$;

-- Whether a participant is a substitute for the coordinator (PLAN-6).
create or replace function is_substitute(p participant, today date) returns boolean language sql stable as $$
  select coalesce(today between p.substitute_from and p.substitute_until, false)
$$;

-- Whether a participant is a coordinator or a substitute for one (PLAN-6).
create or replace function coordinates(p participant, today date) returns boolean language sql stable as $$
  select p.role = 'COORDINATOR' or is_substitute(p, today)
$$;

-- Whether a participant keeps access without a valid consent (PART-4).
create or replace function needs_no_consent(p participant, today date) returns boolean language sql stable as $$
  select p.role = 'OWNER' or coordinates(p, today)
$$;

-- The participants that their plan is open to on a date (PART-4). A consent is read only for those who need one.
create or replace function open_participants(today date)
returns table (open_id uuid, open_plan_id uuid, open_person_id uuid) language sql stable as $$
  select p.id, p.plan_id, p.person_id
    from participant p
   where takes_part(p, today)
     and (needs_no_consent(p, today)
          or (select c.valid_until >= today from consent c
               where c.plan_id = p.plan_id and c.ended_at is null and c.valid_from <= today))
$$;

-- The active memberships on a date. A guardian may take the owner's decisions while the owner is below the municipality's age
-- of consent (PLAN-8). A substitute has the coordinator's role.
create or replace function plan_members(today date)
returns table (
  member_id uuid, member_plan_id uuid, member_person_id uuid, member_role text, member_substitute boolean, member_rights text,
  member_decides boolean, member_plan_state text, member_consent_until date, member_is_open boolean, member_today date
) language sql stable as $$
  select p.id, p.plan_id, p.person_id,
         case when coordinates(p, today) then 'COORDINATOR' else p.role end,
         p.role <> 'COORDINATOR' and is_substitute(p, today),
         p.rights::text,
         case p.role
           when 'OWNER' then true
           when 'GUARDIAN' then exists (
             select from participant op
               join person owner on owner.id = op.person_id
               join organisation municipality on municipality.id = owner.municipality_id
              where op.plan_id = p.plan_id and op.role = 'OWNER' and op.removed_at is null
                and owner.birth_date > today - make_interval(years => municipality.consent_age))
           else false
         end,
         pl.state, c.valid_until,
         needs_no_consent(p, today) or coalesce(c.valid_until >= today, false),
         today
    from participant p
    join plan pl on pl.id = p.plan_id
    left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= today
   where takes_part(p, today)
$$;

-- The membership of one person in one plan: one row, or none.
create or replace function plan_member(plan uuid, person uuid, today date)
returns table (
  member_id uuid, member_plan_id uuid, member_person_id uuid, member_role text, member_substitute boolean, member_rights text,
  member_decides boolean, member_plan_state text, member_consent_until date, member_is_open boolean, member_today date
) language sql stable as $$
  select m.* from plan_members(today) m where m.member_plan_id = plan and m.member_person_id = person
$$;
