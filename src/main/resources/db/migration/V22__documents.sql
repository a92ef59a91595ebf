-- Documents of a plan (DOC-1 to DOC-3); attachments of messages and search in them (MSG-6), messages without notices (MSG-3), and answers
-- that somebody waits for (MSG-8).
create extension if not exists btree_gin;

alter table plan add column documents_version integer not null default 1;

create table document (
  id uuid primary key,
  plan_id uuid not null references plan,
  name text not null check (length(name) between 1 and 200),
  description text not null default '' check (length(description) <= 2000),
  size integer not null check (size between 1 and 4194304),
  -- whether only those of document_reader and who added it may read it
  kept boolean not null,
  added_by uuid not null references participant,
  added_at timestamptz not null,
  -- since when those who may read it now have been able to (HOME-4)
  shared_at timestamptz not null,
  bin_id uuid references bin_entry,
  version integer not null default 1
);
create index document_of_plan on document (plan_id) where bin_id is null;
create index on document (bin_id) where bin_id is not null;

create table document_reader (
  document_id uuid not null references document,
  participant_id uuid not null references participant,
  primary key (document_id, participant_id)
);
create index on document_reader (participant_id);

create table document_file (
  document_id uuid primary key references document,
  content bytea not null check (length(content) <= 4194304)
);
-- a PDF is compressed already
alter table document_file alter column content set storage external;

-- A file that messages carry; a forwarded message carries the same file.
create table message_file (
  id uuid primary key,
  content bytea not null check (length(content) <= 4194304)
);
alter table message_file alter column content set storage external;

create table message_attachment (
  id uuid primary key,
  message_id uuid not null references message,
  file_id uuid not null references message_file,
  name text not null check (length(name) between 1 and 200),
  size integer not null check (size between 1 and 4194304),
  added_at timestamptz not null
);
create index on message_attachment (message_id);
create index on message_attachment (file_id);

-- A protected copy that a participant may fetch once (DOC-2): the last that they asked for, of each file.
create table protected_copy (
  id uuid primary key,
  participant_id uuid not null references participant,
  document_id uuid references document on delete cascade,
  attachment_id uuid references message_attachment on delete cascade,
  password text not null check (length(password) between 12 and 40),
  expires_at timestamptz not null,
  check (num_nonnulls(document_id, attachment_id) = 1),
  unique (participant_id, document_id),
  unique (participant_id, attachment_id)
);
create index on protected_copy (expires_at);
create index on protected_copy (document_id);
create index on protected_copy (attachment_id);

-- Those who may read what a log entry is about, when that isn't all participants (LOG-1); who did it reads it too.
alter table plan_log add column only_for uuid[];

-- Whether the recipients are notified (MSG-3).
alter table message add column notify boolean not null default true;

alter table message_recipient
  -- whether the sender waits for this recipient's answer, and when it came (MSG-8)
  add column answer_asked boolean not null default false,
  add column answered_at timestamptz,
  add check (answered_at is null or answer_asked);
create index message_answer_awaited on message_recipient (participant_id) where answer_asked and answered_at is null;

-- The words of a message, by their stems in Bokmål and Nynorsk (MSG-6).
create function message_words(subject text, body text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('pg_catalog.norwegian', subject || ' ' || body)
$$;
create index message_words_of_plan on message using gin (plan_id, message_words(subject, body)) where deleted_at is null;
