-- Who may search a municipality's register (PERSON-3): a row if the person may. Administrators, those who may create plans and coordinators
-- always; where the municipality says so, everyone with access to an active plan. A practice plan gives nobody the register (PLAN-10).
create or replace function may_search_register(searcher uuid, municipality uuid, today date) returns setof uuid language sql stable as $$
  select oa.person_id from organisation_admin oa where oa.person_id = searcher
  union all
  select pc.person_id from plan_creator pc where pc.person_id = searcher
  union all
  select m.member_person_id
    from plan_members(today) m
    join organisation o on o.id = municipality
   where m.member_person_id = searcher and m.member_is_open and m.member_plan_state = 'ACTIVE' and not m.member_practice
     and (m.member_role = 'COORDINATOR' or o.register_search = 'EVERYONE')
$$;
