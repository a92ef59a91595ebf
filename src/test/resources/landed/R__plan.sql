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
