package no.samklang.export;

import java.util.List;

/**
 * The whole plan, as the person may read it (LAW-2). Others' contact fields are left out as they
 * are in the plan (PERSON-4, PERSON-13), and others' birth dates and messages always.
 */
final class PlanDataSections {
  private static final String ME =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}) where member_is_open)
      """;
  private static final String NAME =
      "(select p.first_name || ' ' || p.last_name from participant pt join person p on p.id = pt.person_id where pt.id = %s)";

  static final List<ExportSection> ALL =
      List.of(
          section(
              "plan",
              """
              select pl.id, pl.type, pl.short_name as "shortName", pl.state, pl.start_date as "startDate",
                     pl.planned_end as "plannedEnd", pl.end_date as "endDate", pl.legal_basis as "legalBasis",
                     pl.legal_basis_text as "legalBasisText", owner.first_name as "ownerFirstName",
                     owner.last_name as "ownerLastName", owner.birth_date as "ownerBirthDate"
                from me join plan pl on pl.id = me.member_plan_id
                join participant o on o.plan_id = pl.id and o.role = 'OWNER' and o.removed_at is null
                join person owner on owner.id = o.person_id"""),
          section(
              "participants",
              """
              select pt.id, p.first_name as "firstName", p.last_name as "lastName", pt.role, pt.since,
                     pt.ends_on as "endsOn", pt.removed_at as "removedAt", pt.responsibility,
                     pt.service_name as "serviceName", pt.service_organisation as "serviceOrganisation",
                     case when seen then p.workplace end as workplace, p.job_title as "jobTitle",
                     case when seen then p.email end as email,
                     case when seen and not p.hide_mobile then p.mobile end as mobile,
                     case when seen and not p.hide_phone then p.phone end as phone, pt.rights
                from me join participant pt on pt.plan_id = me.member_plan_id
                join person p on p.id = pt.person_id
               cross join lateral (select p.address_block is null or p.id = me.member_person_id as seen) shown
               order by pt.since, pt.id"""),
          section(
              "consents",
              """
              select c.id, c.valid_from as "from", c.valid_until as "until", c.scope, c.not_covered as "notCovered",
                     coalesce(c.given_by_name, p.first_name || ' ' || p.last_name) as "givenBy", c.capacity, c.reason,
                     c.given_at as "givenAt", c.ended_at as "endedAt", c.end_reason as "endReason"
                from me join consent c on c.plan_id = me.member_plan_id
                left join person p on p.id = c.given_by order by c.given_at, c.id"""),
          section(
              "about",
              """
              select a.text, a.matters, a.updated_at as "updatedAt",
                     (select json_agg(json_build_object('title', l.title, 'url', l.url) order by l.position)
                        from about_link l where l.plan_id = a.plan_id) as links
                from me join about a on a.plan_id = me.member_plan_id"""),
          section(
              "statuses",
              """
              select s.text, s.at, NAME(s.by_id) as "by" from me join plan_status s on s.plan_id = me.member_plan_id
               where me.member_role = 'OWNER' order by s.at, s.id"""),
          section(
              "btiLevels",
              """
              select b.level, b.valid_from as "from", b.set_at as "setAt", NAME(b.set_by) as "by"
                from me join bti_level b on b.plan_id = me.member_plan_id order by b.set_at, b.id"""),
          section(
              "requiredContent",
              """
              select r.needs, r.contributions, r.other_cooperation as "otherCooperation", r.revision_on as "revisionOn"
                from me join required_content r on r.plan_id = me.member_plan_id
               where reads_area(me.member_role, me.member_rights, 'GOALS')"""),
          section(
              "goals",
              """
              select g.id, g.parent_id as "parentId", g.title, g.registered_on as "registeredOn", g.progress,
                     g.description, g.agreed_at as "agreedAt", g.history_at as "historyAt",
                     NAME(g.created_by) as "createdBy",
                     (select json_agg(json_build_object('at', gp.at, 'progress', gp.progress) order by gp.at)
                        from goal_progress gp where gp.goal_id = g.id) as "progressOverTime"
                from me join goal g on g.plan_id = me.member_plan_id and g.bin_id is null
               where reads_area(me.member_role, me.member_rights, 'GOALS') order by g.position, g.id"""),
          section(
              "activities",
              """
              select a.id, a.goal_id as "goalId", a.title, a.registered_on as "registeredOn", a.status,
                     a.starts_on as "from", a.ends_on as "to", a.evaluate_on as "evaluateOn", a.effect,
                     a.effect_reason as "effectReason", a.description, a.agreed_at as "agreedAt",
                     a.history_at as "historyAt", NAME(a.created_by) as "createdBy",
                     (select json_agg(r.participant_id order by r.position) from activity_responsible r
                       where r.activity_id = a.id) as responsible
                from me join activity a on a.plan_id = me.member_plan_id and a.bin_id is null
               where reads_area(me.member_role, me.member_rights, 'ACTIVITIES') order by a.position, a.id"""),
          section(
              "comments",
              """
              select c.id, c.goal_id as "goalId", c.activity_id as "activityId", NAME(c.author_id) as author, c.text,
                     c.status, c.progress, c.accepted, c.created_at as "createdAt", c.edited_at as "editedAt"
                from me join goal_comment c on c.plan_id = me.member_plan_id and c.bin_id is null
                left join goal g on g.id = c.goal_id
                left join activity a on a.id = c.activity_id
               where g.bin_id is null and a.bin_id is null
                 and reads_area(me.member_role, me.member_rights, case when c.goal_id is null then 'ACTIVITIES' else 'GOALS' end)
               order by c.id"""),
          section(
              "survey",
              """
              select s.life_area as "lifeArea", s.text, s.at, NAME(s.by_id) as "by"
                from me join survey_status s on s.plan_id = me.member_plan_id and s.bin_id is null
               where reads_area(me.member_role, me.member_rights, s.life_area) order by s.life_area, s.at, s.id"""),
          section(
              "emergency",
              """
              select e.text, e.updated_at as "updatedAt",
                     (select json_agg(json_build_object('name', c.name, 'phone', c.phone, 'note', c.note) order by c.position)
                        from emergency_contact c where c.plan_id = e.plan_id) as contacts
                from me join emergency e on e.plan_id = me.member_plan_id"""),
          section(
              "specialistPlans",
              """
              select s.id, s.title, s.responsible, s.kept_at as "keptAt", s.points,
                     (select json_agg(g.goal_id) from specialist_plan_goal g where g.specialist_plan_id = s.id
                         and reads_area(me.member_role, me.member_rights, 'GOALS')) as goals
                from me join specialist_plan s on s.plan_id = me.member_plan_id and s.bin_id is null
               where reads_area(me.member_role, me.member_rights, 'SPECIALIST_PLANS') order by s.created_at, s.id"""),
          section(
              "documents",
              """
              select d.id, d.name, d.description, d.size, NAME(d.added_by) as "addedBy", d.added_at as "addedAt"
                from me join document d on d.plan_id = me.member_plan_id and d.bin_id is null
               where reads_document(d, me.member_id) order by d.added_at, d.id"""),
          section(
              "events",
              """
              select e.id, e.title, e.place, e.description, e.all_day as "allDay", e.starts_at as "start",
                     e.ends_at as "end", e.rrule, NAME(e.created_by) as "createdBy",
                     (select json_agg(json_build_object('on', o.occurs_on, 'cancelled', o.cancelled, 'title', o.title,
                               'start', o.starts_at, 'end', o.ends_at) order by o.occurs_on)
                        from calendar_occurrence o where o.event_id = e.id and o.bin_id is null) as exceptions
                from me join calendar_event e on e.plan_id = me.member_plan_id and e.bin_id is null
               order by e.starts_at, e.id"""),
          section(
              "meetings",
              """
              select m.id, m.title, m.place, m.link, m.starts_at as "start", m.ends_at as "end",
                     m.minutes_at as "minutesAt",
                     (select json_agg(json_build_object('title', p.title, 'minutes', p.minutes, 'decisions',
                        (select json_agg(json_build_object('title', d.title, 'due', d.due) order by d.position)
                           from meeting_decision d where d.point_id = p.id)) order by p.position)
                        from meeting_point p where p.meeting_id = m.id) as agenda,
                     (select json_agg(json_build_object('name', NAME(i.participant_id), 'coming', i.coming, 'agrees', i.agrees,
                        'objection', i.objection) order by i.position)
                        from meeting_invited i where i.meeting_id = m.id) as invited
                from me join meeting m on m.plan_id = me.member_plan_id and m.bin_id is null
               where reads_meeting(m, me.member_id, me.member_role, me.member_decides) order by m.starts_at, m.id"""),
          section(
              "messages",
              OwnDataSections.MESSAGES.formatted(
                  """
                  from me join message m on m.plan_id = me.member_plan_id and m.sent_at is not null
                   where m.sender_id = me.member_id
                      or exists (select from message_recipient r where r.message_id = m.id and r.participant_id = me.member_id)""")),
          section(
              "log",
              """
              select l.seq as number, l.at, p.first_name || ' ' || p.last_name as "by", l.event, l.area,
                     NAME(l.participant_id) as about, l.detail
                from me join plan_log l on l.plan_id = me.member_plan_id
                left join person p on p.id = l.person_id
               where (me.member_log_open or not me.member_log_withheld)
                 and (l.area is null or reads_area(me.member_role, me.member_rights, l.area))
                 and (l.only_for is null or me.member_id = any(l.only_for))
               order by l.seq"""),
          section(
              "reads",
              """
              select l.first_at as "at", l.last_at as "lastAt", p.first_name || ' ' || p.last_name as "by", l.role,
                     l.organisation, l.part, NAME(l.about_id) as about, l.times, l.by_page as "byPage"
                from me join access_log l on l.plan_id = me.member_plan_id
                join participant pt on pt.id = l.participant_id
                join person p on p.id = pt.person_id order by l.id"""));

  private PlanDataSections() {}

  private static ExportSection section(String name, String sql) {
    return new ExportSection(name, ME + named(sql));
  }

  /** {@code NAME(x)} is the name of the participant x. */
  static String named(String sql) {
    return sql.replaceAll("NAME\\(([a-z_.]+)\\)", NAME.formatted("$1"));
  }
}
