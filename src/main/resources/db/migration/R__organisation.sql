-- The tree of organisations, their administrators, and the right to create plans. Each function but the first returns a row if the right
-- exists:
--   exists (select from administers_unit(#{person}, unit.id))

-- An organisation and all below it (ORG-1), with their distance from it:
--   select … from organisation_tree(#{organisation}) tree join plan pl on pl.organisation_id = tree.organisation_id
create or replace function organisation_tree(root uuid) returns table (organisation_id uuid, distance smallint) language sql stable as $$
  select a.organisation_id, a.distance from organisation_ancestor a where a.ancestor_id = root
$$;

-- An administrator of a municipality or unit administers it and the units below it.
create or replace function administers_unit(administrator uuid, unit uuid) returns setof uuid language sql stable as $$
  select a.organisation_id
    from organisation_ancestor a
    join organisation_admin oa on oa.organisation_id = a.ancestor_id
   where a.organisation_id = unit and oa.person_id = administrator
$$;

-- The organisations that an administrator administers.
create or replace function administered_units(administrator uuid) returns setof uuid language sql stable as $$
  select a.organisation_id
    from organisation_admin oa
    join organisation_ancestor a on a.ancestor_id = oa.organisation_id
   where oa.person_id = administrator
$$;

-- Persons belong to the municipality: administrators of a unit don't administer persons.
create or replace function administers_person(administrator uuid, person uuid) returns setof uuid language sql stable as $$
  select p.id
    from person p
    join organisation_admin oa on oa.organisation_id = p.municipality_id
   where p.id = person and oa.person_id = administrator
$$;

-- The right to create plans applies to the granted unit and the units below it (LIST-4), unless they are closed.
create or replace function may_create_plans(creator uuid, unit uuid) returns setof uuid language sql stable as $$
  select o.id
    from organisation o
    join organisation_ancestor a on a.organisation_id = o.id
    join plan_creator pc on pc.organisation_id = a.ancestor_id
   where o.id = unit and o.closed_at is null and pc.person_id = creator
$$;

-- The organisations that concern a person: the municipality, and the units of the person's plans with those above them.
create or replace function concerned_organisations(person uuid, municipality uuid, today date)
returns table (organisation_id uuid, distance_from_top integer) language sql stable as $$
  select a.ancestor_id, (select count(*)::int from organisation_ancestor top where top.organisation_id = a.ancestor_id)
    from organisation_ancestor a
   where a.organisation_id = municipality
      or a.organisation_id in (select pl.organisation_id from plan_members(today) m join plan pl on pl.id = m.member_plan_id
                                where m.member_person_id = person)
   group by a.ancestor_id
$$;

-- The templates that an organisation and those above it have (ORG-1), the nearest first.
create or replace function template_summaries(unit uuid)
returns table (id uuid, name text, plan_type text, inherited_from text, goals integer, activities integer, titles text[])
language sql stable as $$
  select t.id, t.name, t.plan_type, case when above.distance > 0 then o.name end,
         jsonb_array_length(t.goals) + jsonb_array_length(jsonb_path_query_array(t.goals, '$[*].subGoals[*]')),
         jsonb_array_length(jsonb_path_query_array(t.goals, '$[*].activities[*]'))
           + jsonb_array_length(jsonb_path_query_array(t.goals, '$[*].subGoals[*].activities[*]')),
         array(select jsonb_array_elements(t.goals) ->> 'title')
    from organisation_ancestor above
    join goal_template t on t.organisation_id = above.ancestor_id
    join organisation o on o.id = above.ancestor_id
   where above.organisation_id = unit
   order by above.distance, t.name collate "nb-NO-x-icu", t.id
$$;
