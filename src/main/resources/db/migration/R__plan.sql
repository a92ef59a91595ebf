-- Who may be asked to run a plan: an owner or a guardian would give up a place that nobody else can fill (PLAN-6).
create or replace function may_take_over(p participant) returns boolean language sql stable as $$
  select p.role in ('NEXT_OF_KIN', 'PROVIDER')
$$;

-- Whether a question to take over pends: it isn't answered, and both are still there, as they were (PLAN-6).
create or replace function handover_pends(b baton, asker participant, asked participant, today date) returns boolean
language sql stable as $$
  select b.answered_at is null and asker.role = 'COORDINATOR'
     and takes_part(asker, today) and may_take_over(asked) and takes_part(asked, today)
$$;
