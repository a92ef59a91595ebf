-- What other slices ask of archives (PLAN-3).

-- Whether the archive has received all of the plan's parts, with history and comments, since the plan was last changed. Only an
-- individual plan has what the law asks for, and the log is part of it if a coordinator may read it. Closing and archiving change nothing
-- that an archive holds; comments aren't logged, but change the plan.
create or replace function archived_since_last_change(pl plan) returns boolean language sql stable as $$
  select exists (
    select from plan_archive a
     where a.plan_id = pl.id and a.state = 'RECEIVED' and a.history and a.comments
       and a.parts @> array['ABOUT', 'GOALS', 'SURVEY', 'EMERGENCY', 'SPECIALIST_PLANS', 'CALENDAR', 'MEETINGS', 'PARTICIPANTS',
                            'CONSENT', 'DOCUMENTS']
       and (pl.type <> 'IP' or 'REQUIRED_CONTENT' = any (a.parts))
       and ('LOG' = any (a.parts) or not exists (
         select from participant p
          where p.plan_id = pl.id and p.role = 'COORDINATOR' and p.removed_at is null and not p.log_withheld))
       and case when pl.changed_at = pl.closed_at then pl.changed_before_close else pl.changed_at end <= a.made_at
       and not exists (
         select from plan_log l
          where l.plan_id = a.plan_id and l.seq > a.log_seq
            and l.event not in ('ARCHIVE_ASKED', 'PLAN_ARCHIVED', 'PLAN_PRINTED', 'PLAN_CLOSED', 'PLAN_ENDED', 'BATON_TAKEN_BACK')))
$$;
