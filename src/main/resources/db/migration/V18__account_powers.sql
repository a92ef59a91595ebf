-- Who may become whom: confirmed addresses (PERSON-14), changes by helpers (PERSON-15), guardians who are confirmed, and secrets that the
-- database alone doesn't tell.

-- When a code sent to the address came back. Only confirmed addresses are told of changes.
alter table person
  add column email_confirmed_at timestamptz,
  add column mobile_confirmed_at timestamptz;
update person p
   set email_confirmed_at = case a.code_channel when 'EMAIL' then a.last_login_at end,
       mobile_confirmed_at = case a.code_channel when 'SMS' then a.last_login_at end
  from account a
 where a.person_id = p.id and a.last_login_at is not null and p.deleted_at is null
   and case a.code_channel when 'EMAIL' then p.email else p.mobile end is not null
   and not exists (
     select from security_event e
      where e.person_id = p.id and e.at > a.last_login_at and e.event in ('ADDRESS_CHANGED', 'ACCOUNT_CHANGED', 'PHONE_STOPPED'));

-- A new address is unconfirmed, whoever writes it, unless it is confirmed with the same statement.
create function forget_confirmation() returns trigger language plpgsql as $$
begin
  if lower(new.email) is distinct from lower(old.email) and new.email_confirmed_at is not distinct from old.email_confirmed_at then
    new.email_confirmed_at := null;
  end if;
  if new.mobile is distinct from old.mobile and new.mobile_confirmed_at is not distinct from old.mobile_confirmed_at then
    new.mobile_confirmed_at := null;
  end if;
  return new;
end $$;
create trigger person_forgets_confirmation before update of email, mobile on person
  for each row execute function forget_confirmation();

alter table account
  -- the last day on which what only the owner decides is refused in the person's sessions, since somebody helped with the login
  add column marked_until date,
  -- when a temporary password ends (LOGIN-4)
  add column temporary_until timestamptz;
update account set temporary_until = invited_at + interval '14 days' where password_state = 'TEMPORARY';
alter table plan_log add column marked boolean not null default false;
alter table security_event add column marked boolean not null default false;

-- The code that a person types once more before changing their own login (PERSON-14), and until when the session may.
create table session_confirmation (
  session_id uuid primary key references session on delete cascade,
  person_id uuid not null references person,
  -- of the code that is waited for, and the new address that it was sent to; null for the address that codes go to
  code_hash bytea,
  address text check (length(address) between 4 and 254),
  expires_at timestamptz not null,
  codes_sent smallint not null default 1,
  wrong_codes smallint not null default 0,
  confirmed_until timestamptz,
  -- new addresses whose code came back
  confirmed text[] not null default '{}'
);
create index on session_confirmation (person_id);
create index on session_confirmation (expires_at);

-- A guardian decides for the owner once somebody else has confirmed it (PERSON-15). Those who are guardians already keep it.
alter table participant
  add column authority_confirmed_at timestamptz,
  add column authority_confirmed_by uuid references person,
  add column authority_basis text check (authority_basis in ('EARLIER', 'GUARDIAN', 'PAPER', 'COORDINATOR')),
  add constraint participant_authority_check check ((authority_confirmed_at is null) = (authority_basis is null));
update participant set authority_confirmed_at = since, authority_basis = 'EARLIER' where role = 'GUARDIAN';
create function forget_authority() returns trigger language plpgsql as $$
begin
  if new.role is distinct from old.role or new.person_id is distinct from old.person_id then
    new.authority_confirmed_at := null;
    new.authority_confirmed_by := null;
    new.authority_basis := null;
  end if;
  return new;
end $$;
create trigger participant_forgets_authority before update of role, person_id on participant
  for each row execute function forget_authority();

-- Codes, session ids and the signing key were stored so that a copy of the database was enough to use them: everybody logs in anew.
delete from one_time_code;
update session set ended_at = now(), end_reason = 'EXPIRED' where ended_at is null;
delete from signing_key;
update outbox set secret = null, address = null, failed_at = now(), last_error = 'expired'
 where secret is not null and sent_at is null and failed_at is null and template in ('ONE_TIME_CODE', 'NEW_PASSWORD');
update outbox set secret = null where secret is not null;

do $$
declare
  listed text;
begin
  select pg_get_constraintdef(oid) into strict listed from pg_constraint
   where conrelid = 'security_event'::regclass and conname = 'security_event_event_check';
  execute 'alter table security_event drop constraint security_event_event_check, add constraint security_event_event_check '
    || replace(replace(listed, ' NOT VALID', ''), '''PHONE_STOPPED''::text',
         '''PHONE_STOPPED''::text, ''CHANGE_ASKED''::text, ''CHANGE_STOPPED''::text, ''CHANGE_DONE''::text, ''VOUCHED''::text, '
         || '''CONFIRMED''::text')
    || ' not valid'; -- nothing stored can break it: a scan would hold up logins
end $$;

-- R__access.sql creates them again, with a further column
drop function if exists plan_member(uuid, uuid, date);
drop function if exists plan_members(date);
