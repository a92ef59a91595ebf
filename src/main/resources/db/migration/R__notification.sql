-- The kinds of notices. Here rather than in a migration with a number, so that each kind stands once.
alter table outbox
  drop constraint if exists outbox_template_check,
  add constraint outbox_template_check check (template in ('ONE_TIME_CODE', 'NEW_PASSWORD', 'NEW_MESSAGE', 'NEW_PARTICIPANT',
    'CONSENT_ENDS', 'CONSENT_REGISTERED', 'ACCESS_ENDS', 'BATON_ASKED', 'PLAN_GIVEN', 'ADDRESS_CHANGED', 'PLAN_ENDS', 'PLAN_ENDED',
    'PLAN_QUIET', 'SERVICE_PERSON_CHANGED', 'LOGIN_LOCKED', 'AUTHORITY_CHANGED', 'TEST', 'NEW_GOAL', 'NEW_COMMENT',
    'EVALUATION_DUE', 'NEW_EVENT', 'EVENT_REMINDER', 'MEETING_SUMMONS', 'MEETING_CHANGED', 'ADDRESS_CHANGE_ASKED', 'DIGEST',
    'EXPORT_READY', 'ARCHIVE_FAILED'))
    not valid; -- nothing stored can break it: a scan would hold up logins

-- Inserts a notice about a plan into the outbox for each of the persons with an account, regardless of their notice settings, by
-- the channel of their login codes (known to work). Between midnight and 08:00 Europe/Oslo, sending is deferred to 08:00. Returns
-- the number inserted. For statements that select the recipients themselves; the transaction must publish OutboxChanged.
create or replace function notify_persons(template text, plan uuid, persons uuid[], now timestamptz) returns integer
language sql volatile as $$
  with written as (
    insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
    select gen_random_uuid(), notify_persons.now, a.person_id, notify_persons.plan, a.code_channel, notify_persons.template,
           morning.at, morning.at
      from account a
      join person p on p.id = a.person_id
     cross join (select greatest(notify_persons.now, (date_trunc('day', notify_persons.now at time zone 'Europe/Oslo')
                   + interval '8 hours') at time zone 'Europe/Oslo') as at) as morning
     where a.person_id = any(notify_persons.persons) and a.blocked_at is null
       and case a.code_channel when 'SMS' then p.mobile else p.email end is not null
     order by a.person_id -- as others do: no deadlock
    returning 1
  )
  select count(*)::integer from written
$$;

-- The participants of a plan, but the one who caused it, who have chosen to be told of an event there: some of them may not be told now.
-- Asked before notices are inserted, which costs several times as much.
create or replace function notice_choosers(plan uuid, event text, by_id uuid) returns setof uuid language sql stable as $$
  select p.id
    from participant p
    join notification_preference np on np.participant_id = p.id and np.event = notice_choosers.event and (np.sms or np.email)
   where p.plan_id = notice_choosers.plan and p.id <> by_id and p.removed_at is null
$$;

-- Inserts a notice of an event in a plan for each of the participants, by the channels that they have chosen for it (NOTIF-1), or by
-- the channel of their login codes, which is known to work. Coalesces into a waiting notice; otherwise the notice is due at the end of
-- the last one's window (NOTIF-4). The dispatcher skips a row that is locked here until the commit. Ordered, so that two transactions
-- with the same recipients don't deadlock. Returns the number inserted or coalesced; the transaction must publish OutboxChanged.
create or replace function notify_participants(notice text, recipients uuid[], by_code_channel boolean, now timestamptz) returns integer
language plpgsql as $$
declare
  enqueued integer;
begin
  insert into outbox as o (id, created_at, person_id, plan_id, channel, template, next_at, due_at, gathering)
  select gen_random_uuid(), now, person_id, plan_id, channel, notice, due_at, due_at, true
    from (
      select p.person_id, p.plan_id, wish.channel, greatest(now, last.at + interval '5 minutes') as due_at
        from unnest(recipients) as recipient (participant_id)
        join participant p on p.id = recipient.participant_id
        join person on person.id = p.person_id
        join account a on a.person_id = p.person_id and a.blocked_at is null -- nobody else can log in to read it
        left join notification_preference np on not by_code_channel and np.participant_id = p.id and np.event = notice
       cross join lateral (
         select 'SMS' as channel where np.sms and person.mobile is not null
         union all
         select 'EMAIL' where np.email and person.email is not null
         union all
         select a.code_channel
          where by_code_channel and case a.code_channel when 'SMS' then person.mobile else person.email end is not null) as wish
        left join lateral (
          select max(greatest(before.due_at, before.sent_at)) as at from outbox before
           where before.person_id = p.person_id and before.plan_id = p.plan_id
             and before.channel = wish.channel and before.template = notice
             and before.due_at > now - interval '1 day') as last on true
       order by p.person_id, wish.channel) as wanted
  on conflict (person_id, plan_id, channel, template) where gathering do update set events = o.events + 1;
  get diagnostics enqueued = row_count;
  return enqueued;
end
$$;

-- As notify_participants, to those who may read an area of the plan, null for what all participants may read, and don't need another
-- consent first (NOTIF-3), but the one who caused the event. Most often nobody has chosen to be told.
create or replace function notify_readers(notice text, plan uuid, area text, by_id uuid, today date, now timestamptz) returns integer
language plpgsql as $$
begin
  if not exists (select from notice_choosers(plan, notice, by_id)) then
    return 0;
  end if;
  return notify_participants(notice, array(
    select p.id
      from open_participants(today) reader
      join participant p on p.id = reader.open_id and p.id <> by_id
     where reader.open_plan_id = plan and (area is null or reads_area(p.role, p.rights::text, area))), false, now);
end
$$;

-- When a notice that is due may go: at the end of the person's quiet hours if it falls into them (NOTIF-6).
create or replace function after_quiet_hours(due timestamptz, quiet_from time, quiet_to time) returns timestamptz
language sql stable as $$
  select case
           when quiet_from is null then due
           when quiet_from < quiet_to and here::time >= quiet_from and here::time < quiet_to
             then (here::date + quiet_to) at time zone 'Europe/Oslo'
           when quiet_from > quiet_to and here::time >= quiet_from then (here::date + 1 + quiet_to) at time zone 'Europe/Oslo'
           when quiet_from > quiet_to and here::time < quiet_to then (here::date + quiet_to) at time zone 'Europe/Oslo'
           else due
         end
    from (select due at time zone 'Europe/Oslo' as here) as norway
$$;

-- The first time for a digest after a moment: at 08:00 the next day, or on Monday (NOTIF-6).
create or replace function next_digest(after timestamptz, digest text) returns timestamptz
language sql stable as $$
  select (case when here < period.start + interval '8 hours' then period.start else period.start + period.length end
            + interval '8 hours') at time zone 'Europe/Oslo'
    from (select after at time zone 'Europe/Oslo' as here) as norway
   cross join lateral (values ('DAILY', date_trunc('day', here), interval '1 day'),
                              ('WEEKLY', date_trunc('week', here), interval '7 days')) as period (digest, start, length)
   where period.digest = next_digest.digest
$$;

-- Holds back a notice about a plan as the person has chosen (NOTIF-6), whoever inserts it. What can't wait isn't held for a digest, and
-- what tells that somebody has used the owner's authority isn't held at all. A digest takes up all that comes until it goes; the next
-- one is after the last, also when the clock has been set back. The lock keeps two transactions from starting one each. Of a practice
-- plan nobody is told anything (PLAN-10).
create or replace function hold_back_notice() returns trigger language plpgsql as $$
declare
  chosen record;
  last_due timestamptz;
begin
  select digest, quiet_from, quiet_to, exists (select from plan where id = new.plan_id and practice_until is not null) as practice
    into chosen from person where id = new.person_id;
  if chosen.practice then
    return null;
  end if;
  if new.template in ('AUTHORITY_CHANGED', 'CONSENT_REGISTERED') or (chosen.digest = 'NONE' and chosen.quiet_from is null) then
    return new;
  end if;
  if chosen.digest <> 'NONE' and new.template not in ('EVENT_REMINDER', 'MEETING_SUMMONS', 'MEETING_CHANGED') then
    perform pg_advisory_xact_lock(hashtextextended('digest ' || new.person_id, 0));
    update outbox set events = events + 1
     where person_id = new.person_id and channel = new.channel and template = 'DIGEST'
       and attempts = 0 and sent_at is null and failed_at is null;
    if found then
      return null;
    end if;
    select max(due_at) into last_due from outbox
     where person_id = new.person_id and channel = new.channel and template = 'DIGEST';
    new.template := 'DIGEST';
    new.plan_id := null;
    new.gathering := false;
    new.due_at := next_digest(greatest(new.created_at, last_due), chosen.digest);
  end if;
  new.due_at := after_quiet_hours(new.due_at, chosen.quiet_from, chosen.quiet_to);
  new.next_at := new.due_at;
  return new;
end
$$;

create or replace trigger hold_back_notice before insert on outbox
  for each row when (new.plan_id is not null) execute function hold_back_notice();
