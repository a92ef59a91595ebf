-- Who administers a municipality's units and its people, and who may create plans in them. Each gives a row when it is so:
--   exists (select from administers_unit(#{person}, unit.id))

-- One is made administrator of a municipality or of a unit in it, and administers what lies within that.
create or replace function administers_unit(administrator uuid, unit uuid) returns setof uuid language sql stable as $$
  select o.id
    from organisation o
    join organisation_admin oa on oa.organisation_id in (o.id, o.parent_id, o.municipality_id)
   where o.id = unit and oa.person_id = administrator
$$;

-- The register of persons is the municipality's: an administrator of a unit administers nobody.
create or replace function administers_person(administrator uuid, person uuid) returns setof uuid language sql stable as $$
  select p.id
    from person p
    join organisation_admin oa on oa.organisation_id = p.municipality_id
   where p.id = person and oa.person_id = administrator
$$;

-- Plans are created in the unit that one is named for, and in what lies within it (LIST-4).
create or replace function may_create_plans(creator uuid, unit uuid) returns setof uuid language sql stable as $$
  select o.id
    from organisation o
    join plan_creator pc on pc.organisation_id in (o.id, o.parent_id, o.municipality_id)
   where o.id = unit and pc.person_id = creator
$$;
