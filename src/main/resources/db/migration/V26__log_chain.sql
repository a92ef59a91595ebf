-- Each entry of a plan's log is chained to the one before (LOG-2): hash = SHA-256 of the hash before in hexadecimal, a line feed, and
-- the entry's text. Where the chain of a plan ends stands in plan_log_head: its row is all that an entry waits for.

alter table plan_log
  add column seq integer,
  add column hash bytea;

create table plan_log_head (
  plan_id uuid primary key references plan,
  seq integer not null,
  hash bytea not null check (length(hash) = 32)
);

-- The text that is hashed; LogVerification makes the same by itself, so that a change here shows.
create function plan_log_text(l plan_log) returns text language sql stable as $$
  select concat_ws('|', l.seq, l.id, l.plan_id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(l.person_id::text, '-'), l.event, coalesce(l.participant_id::text, '-'), coalesce(l.area, '-'),
    coalesce(array_to_string(l.only_for, ','), '-'), case when l.marked then 'marked' else '-' end, l.detail::text)
$$;

-- The entries of before are chained in the order of their ids, which are ordered by time.
alter table plan_log disable trigger plan_log_is_append_only;
do $$
declare
  entry plan_log;
  head plan_log_head;
begin
  for entry in select * from plan_log order by plan_id, id loop
    if head.plan_id is distinct from entry.plan_id then
      if head.plan_id is not null then
        insert into plan_log_head values (head.*);
      end if;
      head := row(entry.plan_id, 0, decode(repeat('00', 32), 'hex'));
    end if;
    entry.seq := head.seq + 1;
    head.seq := entry.seq;
    head.hash := sha256(convert_to(encode(head.hash, 'hex') || E'\n' || plan_log_text(entry), 'UTF8'));
    update plan_log set seq = head.seq, hash = head.hash where id = entry.id;
  end loop;
  if head.plan_id is not null then
    insert into plan_log_head values (head.*);
  end if;
end $$;
alter table plan_log enable trigger plan_log_is_append_only;

alter table plan_log
  alter column seq set not null,
  alter column hash set not null,
  add check (seq > 0 and length(hash) = 32);
create unique index plan_log_chain on plan_log (plan_id, seq);
-- pages of a log are read by the chain too
drop index plan_log_plan_id_id_idx;

-- Runs as the owner: the service may not write to plan_log_head.
create function chain_plan_log() returns trigger language plpgsql security definer as $$
declare
  head plan_log_head;
begin
  select * into head from plan_log_head where plan_id = new.plan_id for update;
  if not found then
    insert into plan_log_head values (new.plan_id, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select * into head from plan_log_head where plan_id = new.plan_id for update;
  end if;
  new.seq := head.seq + 1;
  new.hash := sha256(convert_to(encode(head.hash, 'hex') || E'\n' || plan_log_text(new), 'UTF8'));
  update plan_log_head set seq = new.seq, hash = new.hash where plan_id = new.plan_id;
  return new;
end $$;
do $$
begin
  execute format('alter function chain_plan_log() set search_path = %I, pg_temp', current_schema());
end $$;
create trigger plan_log_is_chained before insert on plan_log for each row execute function chain_plan_log();
