-- Administrators of organisations and persons, and the right to create plans. Each function returns a row if the right exists:
--   exists (select from administers_unit(#{person}, unit.id))

-- An administrator of a municipality or unit administers it and the units below it.
create or replace function administers_unit(administrator uuid, unit uuid) returns setof uuid language sql stable as $$
  select o.id
    from organisation o
    join organisation_admin oa on oa.organisation_id in (o.id, o.parent_id, o.municipality_id)
   where o.id = unit and oa.person_id = administrator
$$;

-- Persons belong to the municipality: administrators of a unit don't administer persons.
create or replace function administers_person(administrator uuid, person uuid) returns setof uuid language sql stable as $$
  select p.id
    from person p
    join organisation_admin oa on oa.organisation_id = p.municipality_id
   where p.id = person and oa.person_id = administrator
$$;

-- The right to create plans applies to the granted unit and the units below it (LIST-4).
create or replace function may_create_plans(creator uuid, unit uuid) returns setof uuid language sql stable as $$
  select o.id
    from organisation o
    join plan_creator pc on pc.organisation_id in (o.id, o.parent_id, o.municipality_id)
   where o.id = unit and pc.person_id = creator
$$;
