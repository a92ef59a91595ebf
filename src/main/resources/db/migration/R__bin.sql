-- What was deleted and can be put back (GOAL-7). A slice joins by a line in each part.
drop view if exists bin_content;

alter table bin_entry drop constraint if exists bin_entry_kind_check;
alter table bin_entry add constraint bin_entry_kind_check
  check (kind in ('GOAL', 'ACTIVITY', 'COMMENT', 'EVENT', 'DOCUMENT', 'SURVEY_STATUS', 'SPECIALIST_PLAN', 'MEETING'));

-- What the bin shows of an entry: the area that it takes to read it, null for none; those who may read it, null for all participants; its
-- title; and the code of why it can't be put back, which is that what it belongs to is deleted.
create view bin_content as
  select b.id as bin_id, 'GOALS' as area, null::uuid[] as only_for, g.title,
         case when main.bin_id is not null then 'goal.deleted' end as obstacle
    from bin_entry b
    join goal g on g.id = b.element_id
    left join goal main on main.id = g.parent_id
   where b.kind = 'GOAL'
  union all
  select b.id, 'ACTIVITIES', null, a.title, case when g.bin_id is not null then 'goal.deleted' end
    from bin_entry b
    join activity a on a.id = b.element_id
    join goal g on g.id = a.goal_id
   where b.kind = 'ACTIVITY'
  union all
  select b.id, case when c.goal_id is null then 'ACTIVITIES' else 'GOALS' end, null, left(c.text, 80),
         case when g.bin_id is not null then 'goal.deleted' when a.bin_id is not null then 'activity.deleted' end
    from bin_entry b
    join goal_comment c on c.id = b.element_id
    left join goal g on g.id = c.goal_id
    left join activity a on a.id = c.activity_id
   where b.kind = 'COMMENT'
  union all
  select b.id, null, null, coalesce(e.title, o.title, series.title), null
    from bin_entry b
    left join calendar_event e on e.id = b.element_id
    left join calendar_occurrence o on o.id = b.element_id
    left join calendar_event series on series.id = o.event_id
   where b.kind = 'EVENT'
  union all
  select b.id, null, document_readers(d), d.name, null
    from bin_entry b
    join document d on d.id = b.element_id
   where b.kind = 'DOCUMENT'
  union all
  select b.id, s.life_area, null, left(s.text, 80), null
    from bin_entry b
    join survey_status s on s.id = b.element_id
   where b.kind = 'SURVEY_STATUS'
  union all
  select b.id, 'SPECIALIST_PLANS', null, s.title, null
    from bin_entry b
    join specialist_plan s on s.id = b.element_id
   where b.kind = 'SPECIALIST_PLAN'
  union all
  select b.id, null, meeting_readers(m), m.title, null
    from bin_entry b
    join meeting m on m.id = b.element_id
   where b.kind = 'MEETING';

-- Puts back what was deleted together.
create or replace function restore_from_bin(entry uuid) returns void language sql as $$
  update goal set bin_id = null, version = version + 1 where bin_id = entry;
  update activity set bin_id = null, version = version + 1 where bin_id = entry;
  update goal_comment set bin_id = null, version = version + 1 where bin_id = entry;
  update calendar_event set bin_id = null, version = version + 1 where bin_id = entry;
  update calendar_occurrence set bin_id = null, cancelled = false where bin_id = entry;
  update document set bin_id = null, version = version + 1 where bin_id = entry;
  update survey_status set bin_id = null where bin_id = entry;
  update specialist_plan set bin_id = null, version = version + 1 where bin_id = entry;
  update meeting set bin_id = null, version = version + 1 where bin_id = entry;
  delete from bin_entry where id = entry;
$$;

-- Deletes for good what was deleted before a time, at most so many entries; answers how many it was.
create or replace function purge_bin(before timestamptz, batch integer) returns integer language sql as $$
  with old as (
    select id from bin_entry b
     where deleted_at < before
       and not exists (select from goal g join goal child on child.parent_id = g.id
                        where g.bin_id = b.id and child.bin_id is distinct from b.id)
     order by deleted_at limit batch for update skip locked
  ), comments as (
    delete from goal_comment using old where bin_id = old.id
  ), activities as (
    select activity.id from activity join old on bin_id = old.id
  ), responsible as (
    delete from activity_responsible r using activities where r.activity_id = activities.id
  ), gone_activities as (
    delete from activity using old where bin_id = old.id
  ), goals as (
    select goal.id from goal join old on bin_id = old.id
  ), progress as (
    delete from goal_progress p using goals where p.goal_id = goals.id
  ), pictures as (
    delete from goal_picture p using goals where p.goal_id = goals.id
  ), served_by as (
    delete from specialist_plan_goal s using goals where s.goal_id = goals.id
  ), gone_goals as (
    delete from goal using old where bin_id = old.id
  ), kept as (
    -- one that is cancelled for good
    update calendar_occurrence set bin_id = null from old where bin_id = old.id
  ), events as (
    select e.id from calendar_event e join old on e.bin_id = old.id
  ), occurrences as (
    delete from calendar_occurrence o using events where o.event_id = events.id
  ), gone_events as (
    delete from calendar_event using old where bin_id = old.id
  ), documents as (
    select document.id from document join old on bin_id = old.id
  ), document_readers as (
    delete from document_reader r using documents d where r.document_id = d.id
  ), document_files as (
    delete from document_file f using documents d where f.document_id = d.id
  ), gone_documents as (
    delete from document using old where bin_id = old.id
  ), survey_statuses as (
    delete from survey_status using old where bin_id = old.id
  ), specialist_plans as (
    select s.id from specialist_plan s join old on bin_id = old.id
  ), served as (
    delete from specialist_plan_goal g using specialist_plans s
     where g.specialist_plan_id = s.id and g.goal_id not in (select id from goals)
  ), gone_specialist_plans as (
    delete from specialist_plan using old where bin_id = old.id
  ), gone_meetings as (
    delete from meeting using old where bin_id = old.id
  ), gone as (
    delete from bin_entry using old where bin_entry.id = old.id returning 1
  )
  select count(*)::integer from gone
$$;
