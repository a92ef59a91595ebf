-- The kinds of notices. Here rather than in a migration with a number, so that each kind stands once.
alter table outbox
  drop constraint if exists outbox_template_check,
  add constraint outbox_template_check check (template in ('ONE_TIME_CODE', 'NEW_PASSWORD', 'NEW_MESSAGE', 'NEW_PARTICIPANT',
    'CONSENT_ENDS', 'CONSENT_REGISTERED', 'ACCESS_ENDS', 'BATON_ASKED', 'PLAN_GIVEN', 'ADDRESS_CHANGED', 'PLAN_ENDS', 'PLAN_ENDED',
    'SERVICE_PERSON_CHANGED', 'LOGIN_LOCKED', 'AUTHORITY_CHANGED', 'TEST', 'NEW_GOAL', 'NEW_COMMENT', 'EVALUATION_DUE', 'NEW_EVENT',
    'EVENT_REMINDER', 'MEETING_SUMMONS', 'MEETING_CHANGED', 'ADDRESS_CHANGE_ASKED'))
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
    returning 1
  )
  select count(*)::integer from written
$$;
