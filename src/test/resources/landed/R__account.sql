-- The facts that decide whether a change by the caller could let them take over a person's account: one row, or none for an
-- unknown person. Substitutes don't count as coordinators here: access gained through an account would outlast the substitution.
--   select s.* from person p cross join lateral account_standing(p.id, #{person}, #{today}) s
create or replace function account_standing(person uuid, caller uuid, today date)
returns table (
  standing_username text, standing_channel text,
  standing_used boolean,             -- has ever logged in
  standing_trusted boolean,          -- administers an organisation, or may create plans
  standing_coordinated boolean,      -- the caller coordinates every plan that the person is in
  standing_coordinated_here boolean, -- the caller coordinates at least one of them
  standing_edited boolean,           -- the caller may edit persons in every plan that the person is in
  standing_administered boolean      -- the caller administers the person's municipality
) language sql stable as $$
  select a.username, a.code_channel, a.last_login_at is not null,
         exists (select from organisation_admin oa where oa.person_id = p.id)
           or exists (select from plan_creator pc where pc.person_id = p.id),
         coalesce(shared.all_coordinated, true), coalesce(shared.one_coordinated, false),
         coalesce(shared.all_edited, true),
         exists (select from organisation_admin oa where oa.person_id = caller and oa.organisation_id = p.municipality_id)
    from person p
    left join account a on a.person_id = p.id
    cross join lateral (
      select bool_and(c.coordinates) as all_coordinated, bool_or(c.coordinates) as one_coordinated, bool_and(c.edits) as all_edited
        from participant st
        cross join lateral (
          select coalesce(bool_or(m.member_role = 'COORDINATOR' and not m.member_substitute), false) as coordinates,
                 coalesce(bool_or(m.member_role = 'COORDINATOR' or (m.member_rights::jsonb ->> 'editPerson')::boolean), false) as edits
            from plan_member(st.plan_id, caller, today) m
           where m.member_is_open
        ) c
       where st.person_id = p.id and st.removed_at is null
    ) shared
   where p.id = person
$$;
