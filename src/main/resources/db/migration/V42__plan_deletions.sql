-- Deleting a plan after its retention time (PLAN-9): what remains is a line here, without names.
create table plan_deletion (
  id uuid primary key,
  at timestamptz not null,
  deleted_by uuid not null references person,
  organisation_id uuid not null references organisation,
  type text not null,
  -- the day from which its retention time was counted
  closed_on date not null,
  archived_at timestamptz not null,
  participants integer not null,
  goals integer not null,
  activities integer not null,
  documents integer not null,
  messages integer not null
);
create index on plan_deletion (organisation_id, at desc);
create index on plan_deletion (deleted_by);
create trigger plan_deletion_is_append_only before update or delete or truncate on plan_deletion
  execute function refuse_change();

-- Rows of a plan's logs go with the plan and not before it. The service may not delete them: delete_plan does it as the owner.
drop trigger plan_log_is_append_only on plan_log;
create trigger plan_log_is_append_only before update or truncate on plan_log
  execute function refuse_change();
create trigger plan_log_goes_with_its_plan before delete on plan_log
  for each row when (old.plan_id::text is distinct from current_setting('samklang.deleted_plan', true))
  execute function refuse_change();
drop trigger access_log_is_append_only on access_log;
create trigger access_log_is_append_only before update or truncate on access_log
  execute function refuse_change();
create trigger access_log_goes_with_its_plan before delete on access_log
  for each row when (old.plan_id::text is distinct from current_setting('samklang.deleted_plan', true)
                     and current_setting('samklang.retention', true) is distinct from 'on')
  execute function refuse_change();

-- What refers to a participant in the tables that grow most: without an index each deleted participant reads all of them.
create index plan_log_about on plan_log (participant_id) where participant_id is not null;
create index access_log_about on access_log (about_id) where about_id is not null;
create index on goal_comment (author_id);
-- the closed plans of an organisation
create index plan_closed on plan (organisation_id, end_date) where state = 'CLOSED';
