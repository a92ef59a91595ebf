-- Who has seen what: rows are only ever added, and those of one hour are counted together when they are listed (PART-6, LOG-2).
alter table access_log drop constraint access_log_pkey, drop constraint access_log_times_check;
alter table access_log
  add column id bigint generated always as identity primary key,
  -- reads that an open page made by itself; until now they were counted in times, once a day
  add column by_page integer not null default 0 check (by_page >= 0),
  -- whose card was read
  add column about_id uuid references participant,
  -- the reader's role and organisation at that time; null before they were kept
  add column role text,
  add column organisation text,
  add constraint access_log_times_check check (times >= 0 and times + by_page > 0);
create trigger access_log_is_append_only before update or delete or truncate on access_log
  execute function refuse_change();

-- Whose card an administrator has read, for the person (PART-6).
create index on security_event (person_id, id desc) where event = 'PERSON_READ';
