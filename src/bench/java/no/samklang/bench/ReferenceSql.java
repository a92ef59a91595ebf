package no.samklang.bench;

/**
 * The leanest SQL that gives what the product answers: no rights, no log, no paging, no search. Not
 * made of the product's own statements, so that it stays what it is when those change.
 */
final class ReferenceSql {
  /** {@code $1} the person. */
  static final String LIST =
      """
      select pl.id, pl.short_name, pl.type, pl.state, pl.start_date, pl.end_date, pl.archived_at,
             o.first_name, o.last_name, o.birth_date, coalesce(mb.unread, 0) as unread, c.valid_until - current_date as days_left,
             coalesce(pl.changed_at > a.previous_login_at and pl.changed_by is distinct from $1, false) as changed
        from participant pt
        join plan pl on pl.id = pt.plan_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id
        left join consent c on c.plan_id = pl.id and c.ended_at is null
        left join mailbox mb on mb.participant_id = pt.id
        left join account a on a.person_id = $1
       where pt.person_id = $1 and pt.removed_at is null and pl.state = 'ACTIVE'
       order by lower(o.last_name || ', ' || o.first_name) collate "nb-NO-x-icu", pl.id limit 51""";

  /** {@code $1} the person. */
  static final String UNREAD =
      """
      select pt.plan_id, mb.unread
        from participant pt
        join mailbox mb on mb.participant_id = pt.id and mb.unread > 0
       where pt.person_id = $1 and pt.removed_at is null""";

  /** {@code $1} the person: unread messages, and what waits in all plans. */
  static final String OVERVIEW =
      """
      with me as materialized (
        select pt.id, pt.plan_id, pl.short_name, c.valid_until, pt.role, mb.unread
          from participant pt
          join plan pl on pl.id = pt.plan_id and pl.state = 'ACTIVE'
          left join consent c on c.plan_id = pl.id and c.ended_at is null
          left join mailbox mb on mb.participant_id = pt.id
         where pt.person_id = $1 and pt.removed_at is null
      )
      select 'plan' as list, plan_id, short_name, null::uuid as id, null as title, valid_until as day, null::timestamptz as at, unread
        from me
      union all
      (select 'activity', me.plan_id, me.short_name, a.id, a.title, coalesce(a.ends_on, a.evaluate_on), null, null
         from me
         join activity_responsible r on r.participant_id = me.id
         join activity a on a.id = r.activity_id and a.bin_id is null and a.history_at is null and a.status <> 'DONE'
        order by 6 limit 8)
      union all
      (select 'other', me.plan_id, me.short_name, a.id, a.title, a.ends_on, null, null
         from me
         join activity a on a.plan_id = me.plan_id and a.bin_id is null and a.history_at is null and a.status <> 'DONE'
        where me.role = 'COORDINATOR' and a.ends_on <= current_date + 14
        order by 6 limit 8)
      union all
      (select 'waiting', me.plan_id, me.short_name, m.id, m.subject, null, m.sent_at, null
         from me
         join message_recipient r on r.participant_id = me.id and r.answer_asked and r.answered_at is null
         join message m on m.id = r.message_id
        order by 7 desc limit 8)
      union all
      (select 'meeting', me.plan_id, me.short_name, m.id, m.title, m.agree_by, m.starts_at, null
         from me
         join meeting_invited i on i.participant_id = me.id and (i.coming is null or i.agrees is null)
         join meeting m on m.id = i.meeting_id and m.bin_id is null and (m.ends_at > now() or m.agree_by >= current_date)
        order by 7 limit 8)
      union all
      (select 'event', me.plan_id, me.short_name, e.id, e.title, null, e.starts_at, null
         from me
         join calendar_event e on e.plan_id = me.plan_id and e.bin_id is null
        where e.starts_at < now() + interval '14 days' and (e.rrule is not null or e.ends_at > now())
        order by 7 limit 200)""";

  /**
   * {@code $1} the plan, {@code $2} the participant who opens it. One row of one text, sent on as
   * it is; each person of the group is read once.
   */
  static final String HOME =
      """
      with everybody as materialized (
        select p.id, p.person_id, p.role, p.responsibility, p.ends_on, p.removed_at, person.first_name, person.last_name,
               person.first_name || ' ' || person.last_name as name, person.birth_date, person.job_title, person.workplace,
               person.mobile, person.email
          from participant p join person on person.id = p.person_id
         where p.plan_id = $1
      )
      select json_build_object('id', pl.id, 'version', pl.version, 'type', pl.type, 'shortName', pl.short_name,
               'state', pl.state, 'startDate', pl.start_date, 'endDate', pl.end_date,
               'consentDaysLeft', c.valid_until - current_date, 'me', $2::uuid,
               'owner', (
                  select json_build_object('participantId', o.id, 'firstName', o.first_name, 'lastName', o.last_name,
                             'birthDate', o.birth_date)
                    from everybody o where o.role = 'OWNER' and o.removed_at is null),
               'status', json_build_object('text', pl.status, 'at', pl.status_at),
               'unread', (select unread from mailbox where participant_id = $2),
               'participants', (
                  select json_agg(json_build_object('participantId', p.id, 'personId', p.person_id, 'name', p.name,
                             'role', p.role, 'jobTitle', p.job_title, 'workplace', p.workplace,
                             'responsibility', p.responsibility, 'endsOn', p.ends_on,
                             'bySms', np.sms and p.mobile is not null, 'byEmail', np.email and p.email is not null)
                           order by p.role, p.last_name collate "nb-NO-x-icu")
                    from everybody p
                    left join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
                   where p.removed_at is null),
               'messages', (
                  select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'subject', m.subject, 'sentAt', m.sent_at,
                             'readAt', r.read_at, 'senderId', m.sender_id, 'sender', s.name,
                             'recipients', (
                                select json_agg(json_build_object('id', tr.participant_id, 'readAt', tr.read_at, 'name', t.name)
                                         order by tr.position)
                                  from message_recipient tr join everybody t on t.id = tr.participant_id
                                 where tr.message_id = m.id)))
                    from (select message_id, read_at from message_recipient
                           where participant_id = $2 and sent_at is not null
                           order by sent_at desc, message_id desc limit 5) r
                    join message m on m.id = r.message_id
                    join everybody s on s.id = m.sender_id))::text
        from plan pl
        left join consent c on c.plan_id = pl.id and c.ended_at is null
       where pl.id = $1""";

  /** {@code $1} the plan. Goals and activities side by side. */
  static final String GOALS =
      """
      with counted as (
        select goal_id, activity_id, count(*)::int as comments from goal_comment
         where plan_id = $1 and bin_id is null group by goal_id, activity_id
      )
      select 'GOAL' as kind, g.id, g.version, g.parent_id as belongs_to, g.position, g.title, g.registered_on, g.description, g.agreed_at,
             g.content_at, g.progress, null as status, null::date as starts_on, null::date as ends_on, null::date as evaluate_on,
             null as effect, null as effect_reason, null::uuid[] as responsible, coalesce(c.comments, 0) as comments
        from goal g
        left join counted c on c.goal_id = g.id
       where g.plan_id = $1 and g.bin_id is null and g.history_at is null
      union all
      select 'ACTIVITY', a.id, a.version, a.goal_id, a.position, a.title, a.registered_on, a.description, a.agreed_at, a.content_at, null,
             a.status, a.starts_on, a.ends_on, a.evaluate_on, a.effect, a.effect_reason,
             array(select r.participant_id from activity_responsible r where r.activity_id = a.id order by r.position),
             coalesce(c.comments, 0)
        from activity a
        left join counted c on c.activity_id = a.id
       where a.plan_id = $1 and a.bin_id is null and a.history_at is null
       order by position, id""";

  /** {@code $1} the plan. Series as they are stored: their occurrences aren't reckoned. */
  static final String EVENTS =
      """
      select e.id, e.version, e.title, e.place, e.description, e.all_day, e.starts_at, e.ends_at, e.rrule, e.reminder, e.created_by,
             author.first_name || ' ' || author.last_name as created_by_name
        from calendar_event e
        join participant p on p.id = e.created_by
        join person author on author.id = p.person_id
       where e.plan_id = $1 and e.bin_id is null and e.starts_at < now() + interval '1 month'
         and (e.rrule is not null or e.ends_at >= now())
       order by e.starts_at""";

  /** {@code $1} the plan, {@code $2} the participant, {@code $3} a word. */
  static final String MESSAGES =
      """
      with query as (select message_query($3) as words), hit as (
        select m.id, m.kind, m.subject, m.body, m.sent_at, m.sender_id, r.read_at, count(*) over () as total
          from query
          join message m on m.plan_id = $1 and message_words(m.subject, m.body) @@ query.words and m.deleted_at is null
          left join message_recipient r on r.message_id = m.id and r.participant_id = $2 and r.sent_at is not null
         where m.sender_id = $2 or r.message_id is not null
         order by m.sent_at desc, m.id limit 51
      )
      select hit.id, hit.kind, hit.subject, hit.sent_at, hit.read_at, hit.total, sender.first_name || ' ' || sender.last_name as sender,
             ts_headline('pg_catalog.norwegian', hit.body, query.words, 'MaxFragments=2, MinWords=8, MaxWords=20') as excerpt
        from hit
       cross join query
        join participant p on p.id = hit.sender_id
        join person sender on sender.id = p.person_id
       order by hit.sent_at desc, hit.id""";

  /**
   * {@code $1} the municipality, {@code $2} four letters. The comparison keeps the municipality's
   * index out of it.
   */
  static final String SEARCH =
      """
      select p.id, p.first_name, p.last_name, p.workplace, p.job_title, p.phone, p.mobile, p.email, count(*) over () as total
        from person p
       where p.municipality_id is not distinct from $1 and p.deleted_at is null and not p.limit_search
         and (p.search_name like '%' || folded($2) || '%' or folded($2) <% p.search_name)
       order by word_similarity(folded($2), p.search_name) desc, p.last_name collate "nb-NO-x-icu", p.id limit 51""";

  /**
   * A message with its receipts, notices and counts, in one statement and so one transaction:
   * {@code $1} id, {@code $2} plan, {@code $3} sender, {@code $4} subject, {@code $5} body, {@code
   * $6} now, {@code $7} recipients. The notices are due in a year, so that the service beside
   * doesn't send them.
   */
  static final String SEND =
      """
      with sent as (
        insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
        values ($1, $2, $3, 'MESSAGE', $4, $5, $6, $6, $6)
      ), receipts as (
        insert into message_recipient (message_id, participant_id, position, sent_at)
        select $1, id, position, $6 from unnest($7::uuid[]) with ordinality as wanted (id, position)
      ), notices as (
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at)
        select gen_random_uuid(), $6, p.person_id, p.plan_id, wish.channel, 'NEW_MESSAGE', $6::timestamptz + interval '1 year'
          from unnest($7::uuid[]) as r (id)
          join participant p on p.id = r.id
          join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
         cross join lateral (values ('SMS', np.sms), ('EMAIL', np.email)) as wish (channel, wanted)
         where wish.wanted
      )
      insert into mailbox as mb (participant_id, unread)
      select id, 1 from unnest($7::uuid[]) as r (id) order by id
      on conflict (participant_id) do update set unread = mb.unread + 1""";

  /**
   * A comment on an activity with its notices, in one statement and so one transaction: {@code $1}
   * id, {@code $2} plan, {@code $3} activity, {@code $4} author, {@code $5} text, {@code $6} now.
   * The notices are due in a year, as those of {@link #SEND}.
   */
  static final String COMMENT =
      """
      with written as (
        insert into goal_comment (id, plan_id, activity_id, author_id, text, created_at) values ($1, $2, $3, $4, $5, $6)
      ), notices as (
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at)
        select gen_random_uuid(), $6, p.person_id, p.plan_id, wish.channel, 'NEW_COMMENT', $6::timestamptz + interval '1 year'
          from participant p
          join notification_preference np on np.participant_id = p.id and np.event = 'NEW_COMMENT'
         cross join lateral (values ('SMS', np.sms), ('EMAIL', np.email)) as wish (channel, wanted)
         where p.plan_id = $2 and p.removed_at is null and p.id <> $4 and wish.wanted
      )
      update plan set comments_version = comments_version + 1, changed_at = $6 where id = $2""";

  private ReferenceSql() {}
}
