-- Organisations, persons and their accounts, sessions, plans with their participants and consents, messages, notices.

create table organisation (
  id uuid primary key,
  parent_id uuid references organisation,
  municipality_id uuid not null references organisation,
  name text not null check (length(name) between 1 and 200)
);
create index on organisation (parent_id);
create index on organisation (municipality_id);

create table person (
  id uuid primary key,
  municipality_id uuid not null references organisation,
  first_name text not null check (length(first_name) between 1 and 100),
  last_name text not null check (length(last_name) between 1 and 100),
  birth_date date,
  workplace text check (length(workplace) <= 200),
  job_title text check (length(job_title) <= 200),
  email text check (length(email) between 3 and 254),
  mobile text check (length(mobile) between 4 and 20)
);
create index on person (municipality_id);

create table organisation_admin (
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  primary key (person_id, organisation_id)
);
create index on organisation_admin (organisation_id);

create table account (
  person_id uuid primary key references person,
  username text not null check (length(username) between 1 and 100),
  -- CHOSEN by the person; TEMPORARY from the coordinator; USED: a mailed one, good for nothing but choosing a new one
  password_state text not null check (password_state in ('CHOSEN', 'TEMPORARY', 'USED')),
  password_hash text not null,
  mailed_hash text,
  mailed_until timestamptz,
  code_channel text not null check (code_channel in ('SMS', 'EMAIL')),
  terms_version text,
  last_login_at timestamptz,
  previous_login_at timestamptz,
  check ((mailed_hash is null) = (mailed_until is null))
);
create unique index account_username on account (lower(username));

-- Counts wrong attempts for user names, whether or not they exist (LOGIN-2): the name is kept as a hash.
create table login_guard (
  username_hash bytea primary key,
  failures integer not null check (failures >= 0),
  locked_until timestamptz,
  last_at timestamptz not null
);
create index on login_guard (last_at);

create table one_time_code (
  id uuid primary key,
  person_id uuid not null references person,
  username_hash bytea not null,
  code_hash bytea not null,
  -- the mailed password that was given in the first step, null when it was the person's own
  mailed_hash text,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on one_time_code (expires_at);
create index on one_time_code (person_id, expires_at);

create table signing_key (
  kid text primary key,
  private_key text not null,
  public_key text not null,
  created_at timestamptz not null
);

create table session (
  id uuid primary key,
  person_id uuid not null references person,
  next text not null check (next in ('TERMS', 'PASSWORD', 'DONE')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  warned_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  address text not null,
  user_agent text not null,
  check ((ended_at is null) = (end_reason is null))
);
create index session_open_of_person on session (person_id, last_seen_at desc) where ended_at is null;
create index session_ended on session (ended_at) where ended_at is not null;
create index session_open_by_activity on session (last_seen_at) where ended_at is null;

create table security_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  event text not null check (event in ('LOGIN', 'PASSWORD_WRONG', 'CODE_WRONG', 'CODE_EXPIRED', 'LOCKED', 'REFUSED_LOCKED',
    'LOGGED_OUT', 'SESSION_ENDED', 'TERMS_ACCEPTED', 'TERMS_DECLINED', 'PASSWORD_CHANGED', 'PASSWORD_MAILED')),
  person_id uuid references person,
  -- the name that was tried, also one that doesn't exist
  username_hash bytea,
  address text not null,
  user_agent text not null
);
create index on security_event (person_id, id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger security_event_is_append_only before update or delete or truncate on security_event
  execute function refuse_change();

create table form_draft (
  person_id uuid not null references person,
  key text not null check (length(key) between 1 and 120),
  content jsonb not null,
  updated_at timestamptz not null,
  primary key (person_id, key)
);

create table plan (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  type text not null check (type in ('IP', 'SL', 'IOP', 'IUP')),
  short_name text check (length(short_name) <= 100),
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'CLOSED')),
  start_date date not null,
  end_date date,
  archived_at timestamptz,
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid references person,
  status text check (length(status) <= 500),
  status_at timestamptz,
  check (state = 'ACTIVE' or end_date is not null)
);
create index on plan (organisation_id);

create table consent (
  id uuid primary key,
  plan_id uuid not null references plan,
  valid_from date not null,
  valid_until date not null check (valid_until >= valid_from),
  scope text not null check (length(scope) <= 2000),
  given_by uuid not null references person,
  given_at timestamptz not null,
  ended_at timestamptz
);
-- A plan has one consent at a time; a renewed or withdrawn one is kept with the time it ended.
create unique index consent_of_plan on consent (plan_id) where ended_at is null;

create table participant (
  id uuid primary key,
  plan_id uuid not null references plan,
  person_id uuid not null references person,
  role text not null check (role in ('OWNER', 'COORDINATOR', 'GUARDIAN', 'NEXT_OF_KIN', 'PROVIDER')),
  since timestamptz not null,
  ends_on date,
  removed_at timestamptz
);
create unique index participant_once_in_plan on participant (plan_id, person_id) where removed_at is null;
create unique index participant_one_owner on participant (plan_id) where role = 'OWNER' and removed_at is null;
create index on participant (person_id) where removed_at is null;

create table notification_preference (
  participant_id uuid not null references participant,
  event text not null check (event in ('NEW_MESSAGE')),
  sms boolean not null,
  email boolean not null,
  primary key (participant_id, event)
);

create table visit (
  participant_id uuid primary key references participant,
  session_id uuid not null,
  last_at timestamptz not null,
  previous_at timestamptz
);

create table message (
  id uuid primary key,
  plan_id uuid not null references plan,
  sender_id uuid not null references participant,
  kind text not null check (kind in ('MESSAGE', 'NOTE', 'MINUTES')),
  category text check (length(category) <= 100),
  subject text not null check (length(subject) <= 200),
  body text not null check (length(body) <= 20000),
  reply_to uuid references message,
  forward_of uuid references message,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  sent_at timestamptz,
  deleted_at timestamptz,
  version integer not null default 1,
  check (sent_at is null or deleted_at is null),
  check (kind <> 'MESSAGE' or category is null)
);
create index message_sent on message (sender_id, sent_at desc, id desc) where sent_at is not null;
create index message_drafts on message (sender_id, updated_at desc) where sent_at is null and deleted_at is null;
create index on message (reply_to) where reply_to is not null;
create index on message (forward_of) where forward_of is not null;

create table message_recipient (
  message_id uuid not null references message,
  participant_id uuid not null references participant,
  position smallint not null,
  sent_at timestamptz,
  read_at timestamptz,
  primary key (message_id, participant_id),
  check (read_at is null or sent_at is not null)
);
create index message_received on message_recipient (participant_id, sent_at desc, message_id desc) where sent_at is not null;

-- What a request with an idempotency key has made, so that a retry gives the same (MSG-7).
create table idempotency (
  person_id uuid not null references person,
  key text not null check (length(key) between 8 and 100),
  request_hash bytea not null,
  message_id uuid not null references message,
  at timestamptz not null,
  primary key (person_id, key)
);
create index on idempotency (at);
create index on idempotency (message_id);

-- Unread messages are counted as they come and go: counting rows slows with every row.
create table mailbox (
  participant_id uuid primary key references participant,
  unread integer not null default 0 check (unread >= 0)
);

create table outbox (
  id uuid primary key,
  created_at timestamptz not null,
  person_id uuid not null references person,
  plan_id uuid references plan,
  channel text not null check (channel in ('SMS', 'EMAIL')),
  template text not null check (template in ('ONE_TIME_CODE', 'NEW_PASSWORD', 'NEW_MESSAGE')),
  -- the code or password to send; wiped when it is sent, has failed for good or has expired
  secret text,
  expires_at timestamptz,
  attempts integer not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text check (length(last_error) <= 200),
  check (secret is null or (sent_at is null and failed_at is null))
);
create index outbox_waiting on outbox (next_at) where sent_at is null and failed_at is null;
create index on outbox (person_id);
create index on outbox (plan_id);
