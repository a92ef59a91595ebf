-- Copies what goes along from a stafettlogg to the individual plan that it becomes (PLAN-7).

-- The id in a new plan of what has an id in the old one: as old as that, so that what is ordered by id keeps its order.
create or replace function id_in_plan(new_plan uuid, old_id uuid) returns uuid language sql immutable strict parallel safe as $$
  select (left(old_id::text, 20) || right(md5(new_plan::text || old_id::text)::uuid::text, 16))::uuid
$$;

-- Participants with their rights, goals, activities and comments, what the law asks for, and the owner's own and surveyed background.
-- Who has left goes along as one who has left, since what they wrote does. What lies in the bin stays.
create or replace function copy_to_successor(old_plan uuid, new_plan uuid, copied_at timestamptz) returns void language plpgsql as $$
begin
  insert into participant (id, plan_id, person_id, role, since, ends_on, removed_at, removed_by, responsibility, consent_scope, rights,
                           rights_limit, rights_reason, log_withheld, substitute_from, substitute_until, service_name,
                           service_organisation, consent_ended_at, consent_ended_by, consent_owner_ended, authority_confirmed_at,
                           authority_confirmed_by, authority_basis)
  select id_in_plan(new_plan, id), new_plan, person_id, role, case when removed_at is null then copied_at else since end, ends_on,
         removed_at, removed_by, responsibility, consent_scope, rights, rights_limit, rights_reason, log_withheld, substitute_from,
         substitute_until, service_name, service_organisation, consent_ended_at, consent_ended_by, consent_owner_ended,
         authority_confirmed_at, authority_confirmed_by, authority_basis
    from participant where plan_id = old_plan;
  insert into notification_preference (participant_id, event, sms, email)
  select id_in_plan(new_plan, p.id), n.event, n.sms, n.email
    from notification_preference n join participant p on p.id = n.participant_id where p.plan_id = old_plan;

  insert into goal (id, plan_id, parent_id, position, title, registered_on, progress, description, created_by, created_at, updated_at,
                    agreed_at, content_at, content_by, history_at, version)
  select id_in_plan(new_plan, id), new_plan, id_in_plan(new_plan, parent_id), position, title, registered_on, progress, description,
         id_in_plan(new_plan, created_by), created_at, updated_at, agreed_at, content_at, id_in_plan(new_plan, content_by), history_at,
         version
    from goal where plan_id = old_plan and bin_id is null;
  insert into goal_progress (goal_id, at, progress)
  select id_in_plan(new_plan, g.id), p.at, p.progress
    from goal_progress p join goal g on g.id = p.goal_id where g.plan_id = old_plan and g.bin_id is null;
  insert into goal_picture (goal_id, content, alternative_text, version, updated_at)
  select id_in_plan(new_plan, g.id), p.content, p.alternative_text, p.version, p.updated_at
    from goal_picture p join goal g on g.id = p.goal_id where g.plan_id = old_plan and g.bin_id is null;
  insert into activity (id, plan_id, goal_id, position, title, registered_on, status, starts_on, ends_on, evaluate_on, effect,
                        effect_reason, description, created_by, created_at, updated_at, agreed_at, content_at, content_by, history_at,
                        version)
  select id_in_plan(new_plan, a.id), new_plan, id_in_plan(new_plan, a.goal_id), a.position, a.title, a.registered_on, a.status,
         a.starts_on, a.ends_on, a.evaluate_on, a.effect, a.effect_reason, a.description, id_in_plan(new_plan, a.created_by),
         a.created_at, a.updated_at, a.agreed_at, a.content_at, id_in_plan(new_plan, a.content_by), a.history_at, a.version
    from activity a join goal g on g.id = a.goal_id where a.plan_id = old_plan and a.bin_id is null and g.bin_id is null;
  insert into activity_responsible (activity_id, participant_id, position)
  select copied.id, id_in_plan(new_plan, r.participant_id), r.position
    from activity_responsible r join activity a on a.id = r.activity_id
    join activity copied on copied.id = id_in_plan(new_plan, a.id)
   where a.plan_id = old_plan;
  insert into goal_comment (id, plan_id, goal_id, activity_id, author_id, text, status, progress, accepted, created_at, edited_at, version)
  select id_in_plan(new_plan, c.id), new_plan, g.id, a.id, id_in_plan(new_plan, c.author_id), c.text, c.status, c.progress, c.accepted,
         c.created_at, c.edited_at, c.version
    from goal_comment c
    left join goal g on g.id = id_in_plan(new_plan, c.goal_id)
    left join activity a on a.id = id_in_plan(new_plan, c.activity_id)
   where c.plan_id = old_plan and c.bin_id is null and num_nonnulls(g.id, a.id) = 1;
  insert into required_content (plan_id, needs, contributions, other_cooperation, revision_on, version, updated_at, updated_by)
  select new_plan, needs, contributions, other_cooperation, revision_on, version, updated_at, id_in_plan(new_plan, updated_by)
    from required_content where plan_id = old_plan;

  insert into about (plan_id, text, matters, version, updated_at, updated_by)
  select new_plan, text, matters, version, updated_at, id_in_plan(new_plan, updated_by) from about where plan_id = old_plan;
  insert into about_link (plan_id, position, title, url)
  select new_plan, position, title, url from about_link where plan_id = old_plan;
  insert into about_picture (plan_id, content, version, updated_at)
  select new_plan, content, version, updated_at from about_picture where plan_id = old_plan;
  insert into plan_status (id, plan_id, text, at, by_id)
  select id_in_plan(new_plan, id), new_plan, text, at, id_in_plan(new_plan, by_id) from plan_status where plan_id = old_plan;
  insert into emergency (plan_id, text, version, updated_at, updated_by)
  select new_plan, text, version, updated_at, id_in_plan(new_plan, updated_by) from emergency where plan_id = old_plan;
  insert into emergency_contact (plan_id, position, name, phone, note)
  select new_plan, position, name, phone, note from emergency_contact where plan_id = old_plan;
  insert into survey_status (id, plan_id, life_area, text, at, by_id)
  select id_in_plan(new_plan, id), new_plan, life_area, text, at, id_in_plan(new_plan, by_id)
    from survey_status where plan_id = old_plan and bin_id is null;
  insert into survey_version (plan_id, life_area, version)
  select new_plan, life_area, version from survey_version where plan_id = old_plan;
  insert into specialist_plan (id, plan_id, title, responsible, kept_at, points, created_at, updated_at, updated_by, version)
  select id_in_plan(new_plan, id), new_plan, title, responsible, kept_at, points, created_at, updated_at,
         id_in_plan(new_plan, updated_by), version
    from specialist_plan where plan_id = old_plan and bin_id is null;
  insert into specialist_plan_goal (specialist_plan_id, plan_id, goal_id)
  select s.id, new_plan, g.id
    from specialist_plan_goal sg
    join specialist_plan s on s.id = id_in_plan(new_plan, sg.specialist_plan_id)
    join goal g on g.id = id_in_plan(new_plan, sg.goal_id)
   where sg.plan_id = old_plan;
end $$;
