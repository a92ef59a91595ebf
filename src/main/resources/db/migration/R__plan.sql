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
