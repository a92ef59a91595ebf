-- Whether a participant may take over as coordinator: owner and guardian roles can't be replaced (PLAN-6).
create or replace function may_take_over(p participant) returns boolean language sql stable as $$
  select p.role in ('NEXT_OF_KIN', 'PROVIDER')
$$;

-- Whether a handover request is pending: unanswered, and both participants are active in their roles (PLAN-6).
create or replace function handover_pends(b baton, asker participant, asked participant, today date) returns boolean
language sql stable as $$
  select b.answered_at is null and asker.role = 'COORDINATOR'
     and takes_part(asker, today) and may_take_over(asked) and takes_part(asked, today)
$$;

-- The participants who coordinate a plan and can log in: coordinators with an account that isn't blocked. A plan without any needs
-- an administrator to name one (PLAN-6).
create or replace function able_coordinators(plan uuid, today date) returns setof uuid language sql stable as $$
  select p.id
    from participant p
    join account a on a.person_id = p.person_id and a.blocked_at is null
   where p.plan_id = plan and p.role = 'COORDINATOR' and takes_part(p, today)
$$;

-- The active plans in which nothing has been done, and no message was sent, since a time (HOME-6). No practice plans (PLAN-10).
create or replace function quiet_plans(quiet_from timestamptz) returns table (quiet_id uuid) language sql stable as $$
  select pl.id
    from plan pl
   where pl.state = 'ACTIVE' and pl.practice_until is null and pl.changed_at < quiet_from
     and not exists (select from participant p join message m on m.sender_id = p.id and m.sent_at >= quiet_from where p.plan_id = pl.id)
$$;

-- The plans that a person administers for the municipality or unit without taking part in them (LIST-1). In PL/pgSQL since that isn't
-- inlined: in the plan list, which most ask for who administer nothing, its tables aren't opened.
create or replace function only_administered_plans(administrator uuid, today date) returns setof uuid language plpgsql stable rows 10 as $$
begin
  return query
    select pl.id
      from plan pl
     where pl.organisation_id = any (array(select unit from administered_units(administrator) as unit))
       and not exists (select from participant pt
                        where pt.plan_id = pl.id and pt.person_id = administrator and takes_part(pt, today));
end
$$;

-- The parts that a plan hasn't got, since its organisation has switched them off for its type and there is nothing in them that the member
-- may read, nor may put back from the bin (ORG-1). In PL/pgSQL since that isn't inlined: where nothing is switched off, the tables of the
-- parts aren't opened.
create or replace function hidden_parts(plan uuid, plan_unit uuid, type_of_plan text, member uuid, member_role text, member_rights text,
                                        member_decides boolean)
returns text[] language plpgsql stable as $$
declare
  switched_off text[];
begin
  select decided.parts_off into switched_off
    from organisation_ancestor above
    join organisation_plan_type decided on decided.organisation_id = above.ancestor_id and decided.plan_type = type_of_plan
   where above.organisation_id = plan_unit
   order by above.distance limit 1;
  if switched_off is null or switched_off = '{}' then
    return '{}';
  end if;
  return array(
    select switched.part
      from unnest(switched_off) as switched (part)
     where not case switched.part
             when 'DOCUMENTS' then exists (select from document d where d.plan_id = plan and d.bin_id is null and reads_document(d, member))
             when 'CALENDAR' then exists (select from calendar_event e where e.plan_id = plan and e.bin_id is null)
               or exists (select from meeting m where m.plan_id = plan and m.bin_id is null
                             and reads_meeting(m, member, member_role, member_decides))
             else reads_area(member_role, member_rights, switched.part) and case switched.part
               when 'GOALS' then exists (select from goal g where g.plan_id = plan and g.bin_id is null)
               when 'ACTIVITIES' then exists (select from activity a where a.plan_id = plan and a.bin_id is null)
               when 'SPECIALIST_PLANS' then exists (select from specialist_plan s where s.plan_id = plan and s.bin_id is null)
               else exists (select from survey_status s where s.plan_id = plan and s.life_area = switched.part and s.bin_id is null)
             end
           end
       and not (member_role = 'COORDINATOR' and exists (
             select from bin_entry b
              where b.plan_id = plan
                and b.kind = any (case switched.part
                      when 'GOALS' then array['GOAL'] when 'ACTIVITIES' then array['ACTIVITY'] when 'DOCUMENTS' then array['DOCUMENT']
                      when 'CALENDAR' then array['EVENT', 'MEETING'] when 'SPECIALIST_PLANS' then array['SPECIALIST_PLAN']
                      else array['SURVEY_STATUS'] end)))
     order by switched.part);
end
$$;
