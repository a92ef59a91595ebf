-- Reserves the key of a creating request (MSG-7), for statements that create something themselves. Returns the id to create, also for a
-- request without a key; null if a request with the same key has run before. Waits for one that runs.
create or replace function reserve_key(person uuid, request_key text, hash bytea, id uuid, now timestamptz) returns uuid
language plpgsql as $$
begin
  if request_key is null then
    return id;
  end if;
  insert into idempotency (person_id, key, request_hash, made_id, at) values (person, request_key, hash, id, now)
  on conflict do nothing;
  return case when found then id end;
end
$$;
