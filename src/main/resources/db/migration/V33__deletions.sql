-- How many rows of each kind have been deleted since they were due (LAW-3). A count each time, never what they held.
create table deletion_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (length(kind) between 1 and 60),
  deleted integer not null check (deleted > 0)
);
create trigger deletion_log_is_append_only before update or delete or truncate on deletion_log
  execute function refuse_change();

-- Rows of the logs are never changed, and deleted only by delete_old_log_rows. The service may delete none by itself anyway.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name in ('access_log', 'security_event', 'register_log')
     and current_setting('samklang.retention', true) = 'on' then
    return null;
  end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Runs as the owner. Deletes what is older than the time given, but never the last ninety days, whatever that time is.
create function delete_old_log_rows(log text, before timestamptz, most integer) returns integer
language plpgsql security definer as $$
declare
  cut timestamptz := least(before, now() - interval '90 days');
  deleted integer;
begin
  perform set_config('samklang.retention', 'on', true);
  case log
    when 'access_log' then
      delete from access_log where id in (select id from access_log where last_at < cut limit most);
    when 'security_event' then
      delete from security_event where id in (select id from security_event where at < cut limit most);
    when 'register_log' then
      delete from register_log where id in (select id from register_log where at < cut limit most);
  end case;
  get diagnostics deleted = row_count;
  perform set_config('samklang.retention', 'off', true);
  return deleted;
end $$;
do $$
begin
  execute format('alter function delete_old_log_rows(text, timestamptz, integer) set search_path = %I, pg_temp', current_schema());
end $$;
-- rows lie in the order of their time
create index access_log_by_age on access_log using brin (last_at);
create index security_event_by_age on security_event using brin (at);
create index register_log_by_age on register_log using brin (at);
