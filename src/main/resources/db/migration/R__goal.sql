drop view if exists plan_news, plan_activity, plan_goal;

-- Goals and activities that aren't in the bin, with whether they are in history: themselves, or with what they belong to (GOAL-6).
create view plan_goal as
  select g.id, g.plan_id, g.parent_id, g.position, g.title, g.registered_on, g.progress, g.description, g.agreed_at, g.content_at,
         g.content_by, g.version, coalesce(g.history_at, parent.history_at) is not null as in_history
    from goal g
    left join goal parent on parent.id = g.parent_id
   where g.bin_id is null;

create view plan_activity as
  select a.id, a.plan_id, a.goal_id, a.position, a.title, a.registered_on, a.status, a.starts_on, a.ends_on, a.evaluate_on, a.effect,
         a.effect_reason, a.description, a.agreed_at, a.content_at, a.content_by,
         a.version, a.history_at is not null or g.in_history as in_history,
         a.history_at is not null as alone_in_history
    from activity a
    join plan_goal g on g.id = a.goal_id
   where a.bin_id is null;

-- What is new in a plan, part by part (HOME-4). A slice joins by a line: the area that it takes to read it, null for what all
-- participants may read; those who may, null for all; who did it, and when; and the goal or activity that a link leads to.
create view plan_news as
  select plan_id, 'goals' as section, 'GOALS' as area, null::uuid[] as only_for, id, title, content_by as by_id, content_at as at,
         id as goal_id, null::uuid as activity_id
    from plan_goal where not in_history
  union all
  select plan_id, 'activities', 'ACTIVITIES', null, id, title, content_by, content_at, goal_id, id from plan_activity where not in_history
  union all
  select plan_id, 'comments', case when goal_id is null then 'ACTIVITIES' else 'GOALS' end, null, id, left(text, 80), author_id, created_at,
         goal_id, activity_id
    from goal_comment where bin_id is null
  union all
  select plan_id, 'calendar', null, null, id, title, changed_by, changed_at, null, null from calendar_event where bin_id is null
  union all
  select plan_id, 'about', null, null, plan_id, left(coalesce(nullif(matters, ''), text), 80), updated_by, updated_at, null, null
    from about
  union all
  select plan_id, 'survey', life_area, null, id, left(text, 80), by_id, at, null, null from survey_status where bin_id is null
  union all
  select plan_id, 'emergency', null, null, plan_id, '', updated_by, updated_at, null, null from emergency
  union all
  select plan_id, 'specialistPlans', 'SPECIALIST_PLANS', null, id, title, updated_by, updated_at, null, null
    from specialist_plan where bin_id is null
  union all
  select d.plan_id, 'documents', null, document_readers(d), d.id, d.name, d.added_by, d.shared_at, null, null
    from document d where d.bin_id is null
  union all
  select m.plan_id, 'meetings', null, meeting_readers(m), m.id, m.title, m.changed_by, m.changed_at, null, null
    from meeting m where m.bin_id is null
  union all
  select p.plan_id, 'participants', null, null, p.id, person.first_name || ' ' || person.last_name, null, p.since, null, null
    from participant p join person on person.id = p.person_id where p.removed_at is null;
