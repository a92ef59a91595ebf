-- Downloads of what the system holds about a person, or of a whole plan, prepared in the background (LAW-2).
create table data_export (
  id uuid primary key,
  person_id uuid not null references person,
  -- null for the person's own data
  plan_id uuid references plan on delete cascade,
  state text not null default 'WAITING' check (state in ('WAITING', 'RUNNING', 'READY', 'FAILED')),
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  attempts smallint not null default 0,
  -- a run that says nothing for some minutes has died, and is tried again
  alive_at timestamptz,
  progress smallint not null default 0 check (progress between 0 and 100),
  size bigint,
  fetched_at timestamptz,
  check ((state = 'READY') = (size is not null))
);
create index data_export_of_person on data_export (person_id, asked_at desc);
create index on data_export (plan_id) where plan_id is not null;
create index data_export_waiting on data_export (asked_at) where state in ('WAITING', 'RUNNING');
create index on data_export (expires_at);

create table data_export_part (
  export_id uuid not null references data_export on delete cascade,
  position integer not null,
  content bytea not null check (length(content) <= 4194304),
  primary key (export_id, position)
);
alter table data_export_part alter column content set storage external;

do $$
declare
  listed text;
begin
  select pg_get_constraintdef(oid) into strict listed from pg_constraint
   where conrelid = 'security_event'::regclass and conname = 'security_event_event_check';
  execute 'alter table security_event drop constraint security_event_event_check, add constraint security_event_event_check '
    || replace(replace(listed, ' NOT VALID', ''), '''CONFIRMED''::text',
         '''CONFIRMED''::text, ''DATA_ASKED''::text, ''DATA_FETCHED''::text')
    || ' not valid'; -- nothing stored can break it: a scan would hold up logins
end $$;

-- A consent that was signed in the product (PART-8): the text that stood on the screen, who signed it, and when. Never changed.
create table consent_signature (
  consent_id uuid primary key references consent,
  text text not null check (length(text) between 1 and 200000),
  -- SHA-256 of the text, as what was shown had it
  hash bytea not null check (length(hash) = 32),
  signed_by uuid not null references person,
  signed_by_name text not null check (length(signed_by_name) between 1 and 201),
  signed_at timestamptz not null,
  check (hash = sha256(convert_to(text, 'UTF8')))
);
create index on consent_signature (signed_by);
create trigger consent_signature_is_never_changed before update on consent_signature
  execute function refuse_change();
