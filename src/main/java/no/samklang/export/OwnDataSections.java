package no.samklang.export;

import java.util.List;

/**
 * What the system holds about one person (LAW-2). What they have written in plans comes along from
 * those that they may read today, and there from the areas that they may read.
 */
final class OwnDataSections {
  // all of the person's, also of plans that they have left
  private static final String EVER =
      """
      with ever as (select pt.* from participant pt where pt.person_id = #{person})
      """;
  private static final String ME =
      """
      with me as (select * from plan_members(#{today}) where member_person_id = #{person} and member_is_open)
      """;

  /** Sent messages; {@code %s} says which, of {@code m}, to {@code me}. */
  static final String MESSAGES =
      """
      select m.id, me.member_plan_id as "planId", m.kind, m.category, m.subject, m.body, m.sent_at as "sentAt",
             NAME(m.sender_id) as "from",
             (select json_agg(NAME(r.participant_id) order by r.position) from message_recipient r
               where r.message_id = m.id) as "to",
             (select r.read_at from message_recipient r where r.message_id = m.id and r.participant_id = me.member_id) as "readAt",
             (select json_agg(a.name order by a.added_at) from message_attachment a where a.message_id = m.id) as attachments
        %s order by m.sent_at, m.id""";

  static final List<ExportSection> ALL =
      List.of(
          whole(
              "card",
              """
              select p.id, p.first_name as "firstName", p.last_name as "lastName", p.birth_date as "birthDate",
                     p.due_date as "dueDate", p.workplace, p.job_title as "jobTitle", p.email, p.mobile, p.phone, p.fax,
                     p.hide_phone as "hidePhone", p.hide_mobile as "hideMobile", p.street, p.postcode, p.city,
                     p.limit_search as "limitSearch", p.address_block as "addressBlock", p.language,
                     p.email_confirmed_at as "emailConfirmedAt", p.mobile_confirmed_at as "mobileConfirmedAt",
                     municipality.name as municipality
                from person p join organisation municipality on municipality.id = p.municipality_id
               where p.id = #{person}"""),
          whole(
              "account",
              """
              select a.username, a.code_channel as "codeChannel", a.terms_version as "termsVersion",
                     a.invited_at as "invitedAt", a.last_login_at as "lastLoginAt", a.blocked_at as "blockedAt",
                     a.block_reason as "blockReason"
                from account a where a.person_id = #{person}"""),
          ever(
              "memberships",
              """
              select e.id as "participantId", e.plan_id as "planId", pl.type as "planType", e.role, e.since,
                     e.ends_on as "endsOn", e.consent_ended_at as "consentEndedAt", e.removed_at as "removedAt",
                     e.responsibility, e.consent_scope as "consentScope", e.service_name as "serviceName",
                     e.service_organisation as "serviceOrganisation", e.rights, e.rights_reason as "rightsReason"
                from ever e join plan pl on pl.id = e.plan_id order by e.since, e.id"""),
          ever(
              "notificationChoices",
              """
              select e.plan_id as "planId", np.event, np.sms, np.email
                from ever e join notification_preference np on np.participant_id = e.id order by e.plan_id, np.event"""),
          whole(
              "consentsGiven",
              """
              select c.id, c.plan_id as "planId", c.valid_from as "from", c.valid_until as "until", c.scope,
                     c.not_covered as "notCovered", c.capacity, c.given_at as "givenAt", c.ended_at as "endedAt"
                from consent c where c.given_by = #{person} order by c.given_at, c.id"""),
          whole(
              "logins",
              """
              select e.at, e.event, case when e.by_id is null then e.address end as address,
                     case when e.by_id is null then e.user_agent end as "userAgent", e.by_id is not null as "byAnother"
                from security_event e where e.person_id = #{person} order by e.id"""),
          whole(
              "devices",
              """
              select d.created_at as "createdAt", d.last_login_at as "lastLoginAt", d.user_agent as "userAgent"
                from known_device d where d.person_id = #{person} order by d.created_at"""),
          ever(
              "cardReads",
              """
              select l.first_at as "at", e.plan_id as "planId", p.first_name || ' ' || p.last_name as "by", l.role, l.organisation,
                     l.times, l.by_page as "byPage"
                from ever e join access_log l on l.about_id = e.id
                join participant pt on pt.id = l.participant_id
                join person p on p.id = pt.person_id
               where p.id <> #{person} order by l.id"""),
          whole(
              "registerReads",
              """
              select e.at, p.first_name || ' ' || p.last_name as "by"
                from security_event e join person p on p.id = e.by_id
               where e.person_id = #{person} and e.event = 'PERSON_READ' order by e.id"""),
          own(
              "messages",
              MESSAGES.formatted(
                  """
                  from me join message m on m.plan_id = me.member_plan_id and m.sent_at is not null
                   where m.sender_id = me.member_id
                      or exists (select from message_recipient r where r.message_id = m.id and r.participant_id = me.member_id)""")),
          own(
              "messageDrafts",
              """
              select m.plan_id as "planId", m.kind, m.subject, m.body, m.updated_at as "updatedAt"
                from me join message m on m.sender_id = me.member_id
               where m.sent_at is null and m.deleted_at is null order by m.updated_at, m.id"""),
          own(
              "comments",
              """
              select c.id, c.plan_id as "planId", c.goal_id as "goalId", c.activity_id as "activityId", c.text, c.status,
                     c.progress, c.created_at as "createdAt", c.edited_at as "editedAt"
                from me join goal_comment c on c.author_id = me.member_id and c.bin_id is null
               where reads_area(me.member_role, me.member_rights, case when c.goal_id is null then 'ACTIVITIES' else 'GOALS' end)
               order by c.id"""),
          own(
              "goals",
              """
              select g.id, g.plan_id as "planId", g.title, g.description, g.registered_on as "registeredOn", g.progress
                from me join goal g on g.created_by = me.member_id and g.plan_id = me.member_plan_id and g.bin_id is null
               where reads_area(me.member_role, me.member_rights, 'GOALS') order by g.id"""),
          own(
              "activities",
              """
              select a.id, a.plan_id as "planId", a.title, a.description, a.registered_on as "registeredOn", a.status
                from me join activity a on a.created_by = me.member_id and a.plan_id = me.member_plan_id and a.bin_id is null
               where reads_area(me.member_role, me.member_rights, 'ACTIVITIES') order by a.id"""),
          own(
              "survey",
              """
              select s.plan_id as "planId", s.life_area as "lifeArea", s.text, s.at
                from me join survey_status s on s.by_id = me.member_id and s.plan_id = me.member_plan_id and s.bin_id is null
               where reads_area(me.member_role, me.member_rights, s.life_area) order by s.at, s.id"""),
          own(
              "documents",
              """
              select d.id, d.plan_id as "planId", d.name, d.description, d.size, d.added_at as "addedAt"
                from me join document d on d.added_by = me.member_id and d.plan_id = me.member_plan_id and d.bin_id is null
               order by d.added_at, d.id"""),
          own(
              "events",
              """
              select e.id, e.plan_id as "planId", e.title, e.place, e.description, e.all_day as "allDay",
                     e.starts_at as "start", e.ends_at as "end", e.rrule
                from me join calendar_event e on e.created_by = me.member_id and e.plan_id = me.member_plan_id and e.bin_id is null
               order by e.starts_at, e.id"""),
          own(
              "meetings",
              """
              select m.id, m.plan_id as "planId", m.title, m.starts_at as "start", i.coming, i.answered_at as "answeredAt",
                     i.agrees, i.objection
                from me join meeting_invited i on i.participant_id = me.member_id
                join meeting m on m.id = i.meeting_id and m.bin_id is null order by m.starts_at, m.id"""),
          own(
              "doings",
              """
              select l.at, l.plan_id as "planId", l.event, l.area
                from me join plan_log l on l.plan_id = me.member_plan_id and l.person_id = me.member_person_id
               order by l.at, l.id"""),
          whole(
              "formDrafts",
              """
              select d.key, d.content, d.updated_at as "updatedAt" from form_draft d
               where d.person_id = #{person} order by d.key"""),
          whole(
              "calendarFeeds",
              """
              select f.plan_id as "planId", f.busy_only as "busyOnly", f.created_at as "createdAt"
                from calendar_feed f where f.person_id = #{person} order by f.created_at"""),
          whole(
              "notices",
              """
              select o.created_at as "at", o.channel, o.template, o.sent_at as "sentAt", o.failed_at as "failedAt"
                from outbox o where o.person_id = #{person} order by o.created_at, o.id"""),
          whole(
              "exports",
              """
              select x.asked_at as "askedAt", x.plan_id as "planId", x.fetched_at as "fetchedAt"
                from data_export x where x.person_id = #{person} order by x.asked_at"""));

  private OwnDataSections() {}

  private static ExportSection whole(String name, String sql) {
    return new ExportSection(name, sql);
  }

  private static ExportSection ever(String name, String sql) {
    return new ExportSection(name, EVER + sql);
  }

  private static ExportSection own(String name, String sql) {
    return new ExportSection(name, ME + PlanDataSections.named(sql));
  }
}
