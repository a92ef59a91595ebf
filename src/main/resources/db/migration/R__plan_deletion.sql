-- What it takes to delete a plan, and the deletion (PLAN-9).

-- The day from which the retention time of a closed plan counts: its last day, or the day on which it was closed if that is later.
create or replace function plan_closed_on(pl plan) returns date language sql stable as $$
  select greatest(pl.end_date, (
    select (max(l.at) at time zone 'Europe/Oslo')::date from plan_log l
     where l.plan_id = pl.id and l.event in ('PLAN_CLOSED', 'PLAN_ENDED')))
$$;

-- Why a plan can't be deleted on a date; null if it can. Its archive must hold all that the plan holds.
create or replace function plan_deletion_obstacle(pl plan, retention_years integer, today date) returns text language sql stable as $$
  select case
           when pl.state <> 'CLOSED' then 'NOT_CLOSED'
           when pl.archived_at is null then 'NOT_ARCHIVED'
           when plan_closed_on(pl) + make_interval(years => retention_years) > today then 'RETAINED'
           when not archived_since_last_change(pl) then 'ARCHIVE_STALE'
         end
$$;

-- Deletes a plan and everything in it, for the functions that may. A new table that refers to a plan joins by a line, unless it cascades:
-- PlanDeletionIT says which is missing.
create or replace function delete_plan_rows(deleted uuid) returns void language plpgsql as $$
declare
  members uuid[] := array(select id from participant where plan_id = deleted);
  files uuid[];
begin
  perform set_config('samklang.deleted_plan', deleted::text, true);

  delete from form_draft d using participant p
   where p.plan_id = deleted and d.person_id = p.person_id and position(deleted::text in d.key) > 0;
  delete from reminder where subject_id = deleted or subject_id = any (members)
     or subject_id in (select id from consent where plan_id = deleted union all select id from activity where plan_id = deleted);
  delete from protected_copy where participant_id = any (members);
  delete from plan_print where plan_id = deleted;
  delete from bti_level where plan_id = deleted;

  files := array(select file_id from message_attachment a join message m on m.id = a.message_id where m.plan_id = deleted);
  delete from message_attachment a using message m where m.plan_id = deleted and a.message_id = m.id;
  delete from message_file f where f.id = any (files) and not exists (select from message_attachment a where a.file_id = f.id);
  delete from message_recipient where participant_id = any (members);
  delete from mailbox where participant_id = any (members);
  delete from message where plan_id = deleted;

  delete from meeting where plan_id = deleted;
  delete from specialist_plan_goal where plan_id = deleted;
  delete from specialist_plan where plan_id = deleted;
  delete from goal_comment where plan_id = deleted;
  delete from activity_responsible where participant_id = any (members);
  delete from activity where plan_id = deleted;
  delete from goal_progress p using goal g where g.plan_id = deleted and p.goal_id = g.id;
  delete from goal_picture p using goal g where g.plan_id = deleted and p.goal_id = g.id;
  delete from goal where plan_id = deleted;
  delete from required_content where plan_id = deleted;

  delete from about_picture where plan_id = deleted;
  delete from about_link where plan_id = deleted;
  delete from about where plan_id = deleted;
  delete from emergency_contact where plan_id = deleted;
  delete from emergency where plan_id = deleted;
  delete from survey_status where plan_id = deleted;
  delete from survey_version where plan_id = deleted;
  delete from plan_status where plan_id = deleted;

  delete from document_reader r using document d where d.plan_id = deleted and r.document_id = d.id;
  delete from document_file f using document d where d.plan_id = deleted and f.document_id = d.id;
  delete from document where plan_id = deleted;
  delete from calendar_occurrence o using calendar_event e where e.plan_id = deleted and o.event_id = e.id;
  delete from calendar_event where plan_id = deleted;
  delete from calendar_feed where plan_id = deleted;
  delete from bin_entry where plan_id = deleted;

  delete from consent_signature s using consent c where c.plan_id = deleted and s.consent_id = c.id;
  delete from consent_paper s using consent c where c.plan_id = deleted and s.consent_id = c.id;
  delete from consent where plan_id = deleted;
  delete from baton where plan_id = deleted;
  delete from notification_preference where participant_id = any (members);
  delete from visit where participant_id = any (members);
  delete from outbox where plan_id = deleted;
  delete from access_log where plan_id = deleted;
  delete from plan_log where plan_id = deleted;
  delete from plan_log_head where plan_id = deleted;
  delete from participant where plan_id = deleted;
  delete from plan where id = deleted;
  perform set_config('samklang.deleted_plan', '', true);
end $$;

-- Deletes a plan and everything in it, and notes it in plan_deletion. Persons remain. Runs as the owner, since the service may delete no
-- row of the logs; it checks what it can by itself.
create or replace function delete_plan(deleted uuid, deletion uuid, by_person uuid, deleted_at timestamptz) returns void
language plpgsql security definer as $$
declare
  doomed plan;
begin
  select * into strict doomed from plan where id = deleted for update;
  if doomed.state <> 'CLOSED' or doomed.archived_at is null then
    raise exception 'only a closed and archived plan is deleted' using errcode = 'insufficient_privilege';
  end if;
  insert into plan_deletion (id, at, deleted_by, organisation_id, type, closed_on, archived_at, participants, goals, activities,
                             documents, messages)
  select deletion, deleted_at, by_person, doomed.organisation_id, doomed.type, plan_closed_on(doomed), doomed.archived_at,
         (select count(*) from participant where plan_id = deleted),
         (select count(*) from goal where plan_id = deleted), (select count(*) from activity where plan_id = deleted),
         (select count(*) from document where plan_id = deleted), (select count(*) from message where plan_id = deleted);
  perform delete_plan_rows(deleted);
end $$;

-- Deletes a practice plan, of which nothing remains, and the made-up persons in it (PLAN-10). Whether there was one. Runs as the owner, as
-- delete_plan does.
create or replace function delete_practice_plan(deleted uuid) returns boolean language plpgsql security definer as $$
declare
  made_up uuid[];
begin
  perform from plan where id = deleted and practice_until is not null for update;
  if not found then
    return false;
  end if;
  made_up := array(
    select p.id from participant pt join person p on p.id = pt.person_id
     where pt.plan_id = deleted and p.municipality_id = practice_organisation() group by p.id);
  perform delete_plan_rows(deleted);
  perform set_config('samklang.retention', 'on', true);
  delete from register_log where subject_id = any (made_up);
  perform set_config('samklang.retention', 'off', true);
  delete from person_picture where person_id = any (made_up);
  delete from person where id = any (made_up);
  return true;
end $$;
do $$
begin
  execute format('alter function delete_plan(uuid, uuid, uuid, timestamptz) set search_path = %I, pg_temp', current_schema());
  execute format('alter function delete_practice_plan(uuid) set search_path = %I, pg_temp', current_schema());
  execute 'revoke execute on function delete_plan(uuid, uuid, uuid, timestamptz) from public';
  execute 'revoke execute on function delete_plan_rows(uuid) from public';
  execute 'revoke execute on function delete_practice_plan(uuid) from public';
end $$;
