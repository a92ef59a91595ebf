-- Accounts that can be helped (PERSON-8 to PERSON-12). Whoever has an account keeps it as it is.
alter table account
  -- raised by every change of the account, and of the addresses that its codes are sent to
  add column version integer not null default 1,
  -- when the person last was given a user name or a password by another; unknown ones count from this migration
  add column invited_at timestamptz not null default now(),
  add column blocked_at timestamptz,
  add column blocked_by uuid references person,
  add column block_reason text check (length(block_reason) between 1 and 500),
  add constraint account_block_check check ((blocked_at is null) = (block_reason is null) and (blocked_at is null) = (blocked_by is null));
create index on account (blocked_by) where blocked_by is not null;
update account a set invited_at = given.at
  from (select person_id, max(at) as at from security_event where event in ('ACCOUNT_CREATED', 'PASSWORD_GIVEN') group by person_id) given
 where given.person_id = a.person_id;

-- Accounts whose codes go to the same number or address (PERSON-10).
create index person_mobile on person (mobile) where mobile is not null and deleted_at is null;
create index person_email on person (lower(email)) where email is not null and deleted_at is null;

alter table security_event
  -- which addresses were changed: EMAIL, MOBILE or both; null for what was logged before
  add column detail text check (length(detail) between 1 and 40);

-- The list of events keeps what other migrations have added to it.
do $$
declare
  listed text;
begin
  select pg_get_constraintdef(oid) into strict listed from pg_constraint
   where conrelid = 'security_event'::regclass and conname = 'security_event_event_check';
  execute 'alter table security_event drop constraint security_event_event_check, add constraint security_event_event_check '
    || replace(replace(listed, ' NOT VALID', ''), '''UNLOCKED''::text',
         '''UNLOCKED''::text, ''BLOCKED''::text, ''UNBLOCKED''::text, ''REFUSED_BLOCKED''::text, ''PHONE_STOPPED''::text')
    || ' not valid'; -- nothing stored can break it: a scan would hold up logins
end $$;
