-- The address block (PERSON-13). Everything that shows where a person can be found asks sees_address, everything that adds a person to a
-- plan may_be_added. Each function returns a row if the answer is yes:
--   exists (select from sees_address(#{caller}, p.id, #{today}))

-- A person's active plans that the caller coordinates, today and openly.
create or replace function coordinates_person(coordinator uuid, person uuid, today date) returns setof uuid language sql stable as $$
  select st.plan_id
    from participant st
    join plan_members(today) m on m.member_plan_id = st.plan_id
   where st.person_id = person and st.removed_at is null and m.member_person_id = coordinator
     and m.member_role = 'COORDINATOR' and m.member_is_open and m.member_plan_state = 'ACTIVE'
$$;

-- The same as yes or no, for conditions that rarely get so far: it is not inlined, so its tables are opened only when it is asked.
create or replace function is_coordinator_of(coordinator uuid, person uuid, today date) returns boolean language sql stable as $$
  select exists (select from coordinates_person(coordinator, person, today))
$$;

-- Address, workplace, phones and places of a blocked person are shown to the person and the person's coordinators only. For a
-- statement that has the person's row.
create or replace function shows_address(address_block text, person uuid, viewer uuid, today date) returns boolean
language sql stable as $$
  select address_block is null or person = viewer or is_coordinator_of(viewer, person, today)
$$;

create or replace function sees_address(viewer uuid, person uuid, today date) returns setof uuid language sql stable as $$
  select p.id from person p where p.id = person and shows_address(p.address_block, p.id, viewer, today)
$$;

-- The block itself is known to those, and to the administrators of the municipality.
create or replace function sees_address_block(viewer uuid, person uuid, today date) returns setof uuid language sql stable as $$
  select id from sees_address(viewer, person, today) as id
  union all
  select id from administers_person(viewer, person) as id
$$;

-- The same as yes or no, not inlined: few are blocked.
create or replace function knows_address_block(viewer uuid, person uuid, today date) returns boolean language sql stable as $$
  select exists (select from sees_address_block(viewer, person, today))
$$;

-- A strictly confidential person is added to a plan by an administrator of the municipality only, or by themselves.
create or replace function may_be_added(adder uuid, person uuid) returns setof uuid language sql stable as $$
  select p.id
    from person p
   where p.id = person
     and (p.address_block is distinct from 'STRICTLY_CONFIDENTIAL' or p.id = adder or exists (select from administers_person(adder, p.id)))
$$;

-- Who sets the block: the person's coordinators and the administrators of the municipality, but nobody their own.
create or replace function may_block_address(blocker uuid, person uuid, today date) returns setof uuid language sql stable as $$
  select id from coordinates_person(blocker, person, today) as id where blocker <> person
  union all
  select id from administers_person(blocker, person) as id where blocker <> person
$$;

-- A person's card as the viewer may see it.
drop function if exists shown_card(uuid, uuid, date);
create function shown_card(person uuid, viewer uuid, today date)
returns table (
  person_id uuid, person_version integer, first_name text, last_name text, birth_date date, due_date date, workplace text,
  job_title text, email text, mobile text, phone text, fax text, hide_phone boolean, hide_mobile boolean, street text, postcode text,
  city text, limit_search boolean, picture_version integer, address_block text
) language sql stable as $$
  select card.person_id, card.person_version, card.first_name, card.last_name, card.birth_date, card.due_date,
         case when may.address then card.workplace end, card.job_title, card.email,
         case when may.address then card.mobile end, case when may.address then card.phone end,
         case when may.address then card.fax end, card.hide_phone, card.hide_mobile,
         case when may.address then card.street end, case when may.address then card.postcode end,
         case when may.address then card.city end, card.limit_search, card.picture_version,
         case when may.block then card.address_block end
    from person_card(person) card
   cross join lateral (
     select shows_address(card.address_block, card.person_id, viewer, today) as address,
            card.address_block is not null and knows_address_block(viewer, card.person_id, today) as block
     offset 0 -- asked once
   ) may
$$;
