-- People, what they may do in a plan, and the owner's consent.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- How names are compared: without accents and capitals.
create function folded(words text) returns text language sql immutable strict parallel safe
  return lower(unaccent(words));

alter table organisation
  add column version integer not null default 1,
  -- of a municipality: the age from which a young person consents alone (PLAN-8)
  add column consent_age smallint not null default 16 check (consent_age between 12 and 18);

-- Who may create plans in an organisation and the units of it (LIST-4).
create table plan_creator (
  organisation_id uuid not null references organisation,
  person_id uuid not null references person,
  primary key (person_id, organisation_id)
);
create index on plan_creator (organisation_id);

alter table person
  add column version integer not null default 1,
  add column phone text check (length(phone) between 4 and 20),
  add column fax text check (length(fax) between 4 and 20),
  add column hide_phone boolean not null default false,
  add column hide_mobile boolean not null default false,
  add column street text check (length(street) <= 200),
  add column postcode text check (length(postcode) <= 10),
  add column city text check (length(city) <= 100),
  add column limit_search boolean not null default false,
  -- the name is left, at what the person wrote; all else is gone
  add column deleted_at timestamptz,
  add column search_name text generated always as (folded(first_name || ' ' || last_name)) stored;
create index person_search on person using gin (search_name gin_trgm_ops) where deleted_at is null;
create index person_born on person (municipality_id, birth_date) where deleted_at is null;

create table person_picture (
  person_id uuid primary key references person,
  content bytea not null check (length(content) <= 262144),
  content_type text not null check (content_type in ('image/jpeg', 'image/png')),
  version integer not null default 1,
  updated_at timestamptz not null
);

-- What a role may do unless something else is decided for a participant (PART-2).
create table role_rights (
  role text primary key check (role in ('OWNER', 'COORDINATOR', 'GUARDIAN', 'NEXT_OF_KIN', 'PROVIDER')),
  rights jsonb not null
);
insert into role_rights (role, rights) values
  ('OWNER', '{"editPerson": false, "print": true, "areas": {"GOALS": "WRITE", "ACTIVITIES": "WRITE", "WORK": "WRITE", "HOUSING": "WRITE",
     "LEISURE": "WRITE", "HEALTH": "WRITE", "NETWORK": "WRITE", "ECONOMY": "WRITE", "SPECIALIST_PLANS": "WRITE", "DOCUMENTS": "WRITE", "LOG": "READ"}}'),
  ('COORDINATOR', '{"editPerson": true, "print": true, "areas": {"GOALS": "WRITE", "ACTIVITIES": "WRITE", "WORK": "WRITE", "HOUSING": "WRITE",
     "LEISURE": "WRITE", "HEALTH": "WRITE", "NETWORK": "WRITE", "ECONOMY": "WRITE", "SPECIALIST_PLANS": "WRITE", "DOCUMENTS": "WRITE", "LOG": "READ"}}'),
  ('GUARDIAN', '{"editPerson": false, "print": true, "areas": {"GOALS": "WRITE", "ACTIVITIES": "WRITE", "WORK": "WRITE", "HOUSING": "WRITE",
     "LEISURE": "WRITE", "HEALTH": "WRITE", "NETWORK": "WRITE", "ECONOMY": "WRITE", "SPECIALIST_PLANS": "READ", "DOCUMENTS": "READ", "LOG": "READ"}}'),
  ('NEXT_OF_KIN', '{"editPerson": false, "print": false, "areas": {"GOALS": "READ", "ACTIVITIES": "READ", "WORK": "NONE", "HOUSING": "NONE",
     "LEISURE": "NONE", "HEALTH": "NONE", "NETWORK": "NONE", "ECONOMY": "NONE", "SPECIALIST_PLANS": "NONE", "DOCUMENTS": "NONE", "LOG": "NONE"}}'),
  ('PROVIDER', '{"editPerson": false, "print": false, "areas": {"GOALS": "WRITE", "ACTIVITIES": "WRITE", "WORK": "NONE", "HOUSING": "NONE",
     "LEISURE": "NONE", "HEALTH": "NONE", "NETWORK": "NONE", "ECONOMY": "NONE", "SPECIALIST_PLANS": "READ", "DOCUMENTS": "READ", "LOG": "NONE"}}');

alter table participant
  add column version integer not null default 1,
  -- this plan only (PERSON-4)
  add column responsibility text check (length(responsibility) <= 2000),
  -- what of the consent is for this participant; null is all of it
  add column consent_scope text check (length(consent_scope) <= 2000),
  -- {"editPerson": boolean, "print": boolean, "areas": {area: "NONE" | "READ" | "WRITE"}}; what isn't there isn't allowed
  add column rights jsonb not null default '{"editPerson": false, "print": false, "areas": {}}',
  -- what others may give this one at most, since the owner, or who decides for them, has decided it (PART-1); null is all
  add column rights_limit jsonb,
  -- runs the plan in a coordinator's place for these days (PLAN-6)
  add column substitute_from date,
  add column substitute_until date,
  add column removed_by uuid references person,
  add check ((substitute_from is null) = (substitute_until is null) and substitute_from <= substitute_until);
update participant p set rights = r.rights from role_rights r where r.role = p.role;
create index on participant (plan_id);
create index participant_ending on participant (ends_on) where removed_at is null and ends_on is not null;

alter table plan
  add column consent_version integer not null default 1;

alter table consent
  alter column given_by drop not null,
  -- who gave it, when that isn't a person of the register
  add column given_by_name text check (length(given_by_name) between 1 and 200),
  add column capacity text not null default 'OWNER' check (capacity in ('OWNER', 'GUARDIAN', 'REPRESENTATIVE')),
  add column reason text check (length(reason) between 1 and 2000),
  -- whether participants get different information
  add column differentiated boolean not null default false,
  add column registered_by uuid references person,
  add column ended_by uuid references person,
  add column end_reason text check (end_reason in ('RENEWED', 'WITHDRAWN')),
  add check (given_by is not null or given_by_name is not null),
  add check (capacity <> 'REPRESENTATIVE' or reason is not null);
update consent set end_reason = 'RENEWED' where ended_at is not null;
update consent c set capacity = 'GUARDIAN' from participant p
 where p.plan_id = c.plan_id and p.person_id = c.given_by and p.role = 'GUARDIAN';
create index consent_history on consent (plan_id, given_at desc);
create index consent_ending on consent (valid_until) where ended_at is null;

-- A consent signed on paper: the newest is the one that counts, none is lost.
create table consent_paper (
  id uuid primary key default gen_random_uuid(),
  consent_id uuid not null references consent,
  content bytea not null check (length(content) <= 4194304),
  name text not null check (length(name) between 1 and 200),
  added_by uuid not null references person,
  added_at timestamptz not null
);
create index on consent_paper (consent_id, added_at);

-- That an end is coming has been told: of a consent, or of a participant's access.
create table reminder (
  subject_id uuid not null,
  ends_on date not null,
  days smallint not null,
  at timestamptz not null,
  primary key (subject_id, ends_on, days)
);

-- A coordinator asks another to take over, and stays responsible until that one accepts (PLAN-6).
create table baton (
  id uuid primary key,
  plan_id uuid not null references plan,
  from_id uuid not null references participant,
  to_id uuid not null references participant,
  asked_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('ACCEPTED', 'DECLINED', 'TAKEN_BACK')),
  check ((answered_at is null) = (answer is null)),
  check (from_id <> to_id)
);
create unique index baton_waiting on baton (from_id) where answered_at is null;
create index on baton (to_id) where answered_at is null;
create index on baton (plan_id);

-- Who has seen what of a plan, by the hour (PART-6).
create table access_log (
  plan_id uuid not null references plan,
  participant_id uuid not null references participant,
  part text not null check (length(part) between 1 and 40),
  hour timestamptz not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null check (times > 0),
  primary key (participant_id, part, hour)
);
create index on access_log (plan_id, last_at desc);

-- What has been done in a plan (LOG-1). Rows are only ever added.
create table plan_log (
  id uuid primary key,
  plan_id uuid not null references plan,
  at timestamptz not null,
  person_id uuid references person,
  event text not null check (length(event) between 1 and 40),
  -- whom it is about, if anyone
  participant_id uuid references participant,
  detail jsonb not null default '{}'
);
create index on plan_log (plan_id, id desc);
create trigger plan_log_is_append_only before update or delete or truncate on plan_log
  execute function refuse_change();

alter table notification_preference
  drop constraint notification_preference_event_check,
  add check (event in ('NEW_MESSAGE', 'NEW_GOAL', 'NEW_COMMENT', 'NEW_EVENT', 'NEW_PARTICIPANT'));

alter table outbox
  drop constraint outbox_template_check,
  add check (template in ('ONE_TIME_CODE', 'NEW_PASSWORD', 'NEW_MESSAGE', 'NEW_PARTICIPANT', 'CONSENT_ENDS', 'CONSENT_REGISTERED',
    'ACCESS_ENDS', 'BATON_ASKED', 'PLAN_GIVEN', 'ADDRESS_CHANGED')),
  -- where it goes, when not to the person's own address of today; wiped as the secret is
  add column address text check (length(address) between 4 and 254),
  add check (address is null or (sent_at is null and failed_at is null));

alter table security_event
  -- who did it, when that isn't the person it is about
  add column by_id uuid references person,
  drop constraint security_event_event_check,
  add check (event in ('LOGIN', 'PASSWORD_WRONG', 'CODE_WRONG', 'CODE_EXPIRED', 'LOCKED', 'REFUSED_LOCKED', 'LOGGED_OUT',
    'SESSION_ENDED', 'TERMS_ACCEPTED', 'TERMS_DECLINED', 'PASSWORD_CHANGED', 'PASSWORD_MAILED',
    'ACCOUNT_CREATED', 'ACCOUNT_CHANGED', 'PASSWORD_GIVEN', 'ADDRESS_CHANGED', 'PERSON_READ', 'PERSON_DELETED'));

alter table idempotency
  alter column message_id drop not null,
  add column made_id uuid,
  add check (num_nonnulls(message_id, made_id) = 1);
