-- A large set of made-up people, plans and messages, for measuring: the same every time, but for the day it is made.
-- Ids and choices come from counting, so there is no chance in it. Nobody can be reached: the numbers start with 0 and
-- the addresses are of a domain that can't exist. Settings of the transaction say how much there is to be:
-- large.persons, large.plans, large.messages (in each plan), large.password_hash, large.terms.
-- A line that starts with three dashes begins a step and names it.
--
-- Persons 1 to c coordinate 30 plans each (c is a thirtieth of the plans), the next own one plan each, and the rest
-- are the others in the groups: six in each plan.

--- organisations
create function pg_temp.large_id(kind text, n bigint) returns uuid language sql immutable
  return md5('samklang large ' || kind || n)::uuid;

-- sorts by its time, as the ids of messages do
create function pg_temp.large_id(kind text, n bigint, at timestamptz) returns uuid language sql stable
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
          || '7' || substr(md5('samklang large ' || kind || n), 14, 3)
          || '8' || substr(md5('samklang large ' || kind || n), 18, 15))::uuid;

create temporary table large on commit drop as
select current_setting('large.persons')::int as persons,
       current_setting('large.plans')::int as plans,
       current_setting('large.messages')::int as messages,
       (current_setting('large.plans')::int + 29) / 30 as coordinators,
       current_setting('large.password_hash') as password_hash,
       current_setting('large.terms') as terms,
       date_trunc('day', now() at time zone 'Europe/Oslo')::date as today,
       now() - interval '1 hour' as now;

insert into organisation (id, parent_id, municipality_id, name)
select pg_temp.large_id('municipality', m), null, pg_temp.large_id('municipality', m), name || ' kommune'
  from unnest(array['Storeksempel', 'Prøvevik', 'Mønsterdal', 'Tenkerud', 'Påhittnes']) with ordinality as made (name, m);

insert into organisation (id, parent_id, municipality_id, name)
select pg_temp.large_id('unit', 4 * (m - 1) + u), pg_temp.large_id('municipality', m), pg_temp.large_id('municipality', m), name
  from generate_series(1, 5) as m,
       unnest(array['Helse og mestring', 'Oppvekst og skole', 'Velferd', 'Psykisk helse']) with ordinality as made (name, u);

--- persons
insert into person (id, municipality_id, first_name, last_name, birth_date, workplace, job_title, email, mobile)
select pg_temp.large_id('person', n),
       pg_temp.large_id('municipality', n % 5 + 1),
       (array['Ada', 'Aksel', 'Alma', 'Anders', 'Astrid', 'Birk', 'Brage', 'Dina', 'Eira', 'Elias', 'Ella', 'Emil', 'Frida', 'Geir',
              'Gro', 'Hanna', 'Hauk', 'Hedda', 'Henrik', 'Ida', 'Iver', 'Jenny', 'Jonas', 'Kari', 'Kaspar', 'Knut', 'Lars', 'Leah',
              'Liv', 'Magnus', 'Maja', 'Marit', 'Mikkel', 'Nils', 'Nora', 'Oda', 'Odd', 'Ola', 'Olav', 'Pernille', 'Petter', 'Ragnhild',
              'Runa', 'Sander', 'Selma', 'Sigurd', 'Silje', 'Sindre', 'Solveig', 'Sunniva', 'Tiril', 'Tobias', 'Tora', 'Trygve',
              'Ulrik', 'Vilde', 'Vetle', 'Yngve', 'Ylva', 'Åse', 'Øyvind'])[n % 61 + 1],
       (array['Eksempel', 'Prøve', 'Test', 'Mønster', 'Tenke', 'Påhitt', 'Liksom', 'Kladde', 'Utkast', 'Øvings'])[n / 61 % 10 + 1]
         || (array['nes', 'vik', 'dal', 'berg', 'lund', 'haug', 'stad', 'rud', 'moen', 'gård', 'sen', 'ås', 'tangen', 'bakken',
                   'heim', 'øy', 'strand'])[n / 610 % 17 + 1],
       date '1950-01-01' + n * 7919 % 21000,
       case when n <= coordinators or n > coordinators + plans then 'Arbeidssted ' || n % 200 end,
       case when n <= coordinators then 'Koordinator'
            when n > coordinators + plans
            then (array['Lærer', 'Lege', 'Sykepleier', 'Psykolog', 'Ergoterapeut', 'Saksbehandler'])[n % 6 + 1] end,
       'person' || n || '@eksempel.example',
       '+47000' || lpad(n::text, 5, '0')
  from large, generate_series(1, persons) as n;

insert into organisation_admin (organisation_id, person_id)
select pg_temp.large_id('municipality', m), pg_temp.large_id('person', persons - m + 1) from large, generate_series(1, 5) as m;

insert into plan_creator (organisation_id, person_id)
select pg_temp.large_id('municipality', n % 5 + 1), pg_temp.large_id('person', n) from large, generate_series(1, coordinators) as n;

insert into account (person_id, username, password_state, password_hash, code_channel, terms_version, last_login_at, previous_login_at)
select pg_temp.large_id('person', n), 'person' || n, 'CHOSEN', password_hash, case when n % 10 = 0 then 'EMAIL' else 'SMS' end, terms,
       now - n % 14 * interval '1 day' - n % 60 * interval '1 minute',
       now - (n % 14 + 1 + n % 5) * interval '1 day' - n % 60 * interval '1 minute'
  from large, generate_series(1, persons) as n;
update account set demo_password = true;

--- plans
-- one of 25 is closed; one of 50 has a consent that has run out
create temporary table large_plan on commit drop as
select p, pg_temp.large_id('plan', p) as id, coordinators + p as owner, p % 25 = 7 as closed, today - 100 - p * 37 % 800 as start_date,
       today - p % 40 as end_date, today + case when p % 50 = 11 then -10 else 20 + p * 13 % 340 end as consent_until,
       case when p % 25 = 7 then today - p % 40 - interval '1 hour' else now end as last
  from large, generate_series(1, plans) as p;

insert into plan (id, organisation_id, type, short_name, state, start_date, end_date, planned_end, changed_at, changed_by,
                  status, status_at)
select id, pg_temp.large_id('unit', owner % 5 * 4 + p % 4 + 1), (array['IP', 'IP', 'SL', 'IOP', 'IUP'])[p % 5 + 1],
       'Plan ' || p, case when closed then 'CLOSED' else 'ACTIVE' end, start_date, case when closed then end_date end,
       case when not closed and p % 3 > 0 then today + 40 + p * 17 % 900 end, now - p % 40 * interval '1 day',
       pg_temp.large_id('person', (p - 1) / 30 + 1),
       case when p % 3 = 0 then 'Det går bra, og gruppen møtes hver måned.' end,
       case when p % 3 = 0 then now - (p % 40 + 1) * interval '1 day' end
  from large, large_plan;

insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at)
select pg_temp.large_id('consent', p), id, start_date, consent_until, 'Deltakerne kan dele det de trenger for å samarbeide om planen.',
       pg_temp.large_id('person', owner), start_date + time '12:00'
  from large_plan;

-- what was told before isn't told again
insert into reminder (subject_id, ends_on, days, at)
select c.id, c.valid_until, early.days, now - interval '1 day'
  from consent c, large, (values (30), (7)) as early (days) where c.valid_until <= today + early.days;

--- participants
create temporary table large_member on commit drop as
select pg_temp.large_id('participant', 8 * (p - 1) + slot) as id, 8 * (p - 1) + slot as n, p, large_plan.id as plan_id, slot,
       pg_temp.large_id('person',
         case slot when 0 then owner when 1 then (p - 1) / 30 + 1
              else coordinators + plans + 1 + (6 * (p - 1) + slot - 2) % (persons - coordinators - plans) end) as person_id,
       (array['OWNER', 'COORDINATOR', 'GUARDIAN', 'NEXT_OF_KIN', 'PROVIDER', 'PROVIDER', 'PROVIDER', 'PROVIDER'])[slot + 1] as role,
       start_date
  from large, large_plan, generate_series(0, 7) as slot;

insert into participant (id, plan_id, person_id, role, since, rights, authority_confirmed_at, authority_basis)
select id, plan_id, person_id, role, start_date + time '12:00', rights,
       case role when 'GUARDIAN' then start_date + time '12:00' end, case role when 'GUARDIAN' then 'EARLIER' end
  from large_member join role_rights using (role) order by n;

insert into notification_preference (participant_id, event, sms, email)
select id, 'NEW_MESSAGE', n % 2 = 0, n % 4 = 1 from large_member order by n;

insert into visit (participant_id, session_id, last_at, previous_at)
select id, pg_temp.large_id('session', n), now - (n * 31 % 480 + 1) * interval '1 hour', now - (n * 31 % 480 + 50) * interval '1 hour'
  from large, large_member order by n;

--- goals
-- 5 in each plan, the last two below the first; 3 activities each, and 2 comments on each activity
create temporary table large_goal on commit drop as
select p, large_plan.id as plan_id, g, pg_temp.large_id('goal', 5 * p + g) as id, 5 * p + g as n, start_date,
       pg_temp.large_id('participant', 8 * (p - 1) + 1) as coordinator
  from large_plan, generate_series(1, 5) as g;

insert into goal (id, plan_id, parent_id, position, title, registered_on, progress, description, created_by, created_at, updated_at,
                  agreed_at, content_at, content_by)
select id, plan_id, case when g > 3 then pg_temp.large_id('goal', 5 * p + 1) end, g, 'Mål nummer ' || g, start_date, n % 11 * 10,
       'Dette er et oppdiktet mål.', coordinator, start_date + time '12:00', start_date + time '12:00',
       case when n % 4 > 0 then start_date + time '13:00' end, start_date + time '12:00', coordinator
  from large_goal;

insert into goal_progress (goal_id, at, progress)
select id, start_date + time '12:00' + step * interval '20 days', n % 11 * 10 * step / 3 from large_goal, generate_series(0, 3) as step;

create temporary table large_activity on commit drop as
select large_goal.*, k, pg_temp.large_id('activity', 3 * n + k) as activity_id, 3 * n + k as m from large_goal, generate_series(1, 3) as k;

insert into activity (id, plan_id, goal_id, position, title, registered_on, status, starts_on, ends_on, evaluate_on, description,
                      created_by, created_at, updated_at, content_at, content_by)
select activity_id, plan_id, id, k, 'Aktivitet nummer ' || k, start_date, (array['PLANNED', 'ONGOING', 'DONE'])[m % 3 + 1], start_date + k,
       start_date + k + 90, today + m % 120 - 30, 'Dette er en oppdiktet aktivitet.', coordinator, start_date + time '12:00',
       start_date + time '12:00', start_date + time '12:00', coordinator
  from large, large_activity;

insert into reminder (subject_id, ends_on, days, at)
select activity_id, today + m % 120 - 30, 0, now from large, large_activity where m % 120 < 30;

insert into activity_responsible (activity_id, participant_id, position)
select activity_id, pg_temp.large_id('participant', 8 * (p - 1) + m % 8), 1 from large_activity;

insert into goal_comment (id, plan_id, activity_id, author_id, text, created_at)
select pg_temp.large_id('comment', 2 * m + c, start_date + time '14:00' + c * interval '9 days'), plan_id, activity_id,
       pg_temp.large_id('participant', 8 * (p - 1) + (m + c) % 8), 'Dette er en oppdiktet kommentar.',
       start_date + time '14:00' + c * interval '9 days'
  from large_activity, generate_series(1, 2) as c;

--- constraints of the two largest tables, put back below
-- checked and indexed at one go, in the end, they take a fifth of the time
set local work_mem = '64MB';
set local maintenance_work_mem = '256MB';
create temporary table large_later on commit drop as
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as again,
       case contype when 'p' then 1 else 2 end as turn
  from pg_constraint
 where conrelid in ('message'::regclass, 'message_recipient'::regclass)
   and (contype = 'f' or contype = 'p' and conrelid = 'message_recipient'::regclass)
union all
select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1
  from pg_index
 where indrelid in ('message'::regclass, 'message_recipient'::regclass)
   and not exists (select from pg_constraint where conindid = indexrelid);
do $$
declare made record;
begin
  for made in select away from large_later order by turn desc loop
    execute made.away;
  end loop;
end $$;

--- messages
-- each from one of the group to all of it, in the order they were sent
create temporary table large_message on commit drop as
select made.*, pg_temp.large_id('message', n, sent_at) as id
  from (select messages * (p - 1) + k as n, p, large_plan.id as plan_id, k, (p + k) % 8 as sender_slot,
               last - (messages - k) * ((last - start_date - interval '1 day') / messages) as sent_at
          from large, large_plan, generate_series(1, messages) as k) as made;

insert into message (id, plan_id, sender_id, kind, category, subject, body, created_at, updated_at, sent_at)
select id, plan_id, pg_temp.large_id('participant', 8 * (p - 1) + sender_slot),
       (array['MESSAGE', 'MESSAGE', 'MESSAGE', 'NOTE', 'MINUTES'])[n % 5 + 1], case when n % 5 >= 3 then 'Samarbeid' end,
       (array['Neste møte', 'Tilrettelegging', 'Spørsmål om planen', 'Oppfølging', 'Beskjed'])[n % 5 + 1] || ' ' || k,
       repeat('Dette er en oppdiktet tekst som bare er her for å fylle plass. ', 2 + n % 6), sent_at, sent_at, sent_at
  from large_message order by sent_at, id;

--- receipts
-- the last to have read has some unread still; nobody has what they sent themselves
insert into message_recipient (message_id, participant_id, position, sent_at, read_at)
select m.id, member.id, slot + 1, sent_at,
       case when slot = sender_slot or k <= messages - slot then least(sent_at + (1 + slot) * interval '1 hour', now) end
  from large, large_message m join large_member member on member.p = m.p
 order by sent_at, m.id;

--- constraints put back
do $$
declare made record;
begin
  for made in select again from large_later order by turn loop
    execute made.again;
  end loop;
end $$;

--- counts
insert into mailbox (participant_id, unread)
select participant_id, count(*) filter (where read_at is null) from message_recipient where sent_at is not null group by participant_id;

--- statistics
analyze;
