-- The form of a user name in which it is found, counted and unique (LOGIN-2): folded by the service, which computes it anew after this
-- migration for names with other letters than A to Z. Of two names that are the same in it, that of the latest login keeps it.
alter table account add column username_key text;
update account a set username_key = keyed.key || case when keyed.place = 1 then '' else ' ' || a.person_id end
  from (select person_id, lower(normalize(username, NFKC)) as key,
               row_number() over (partition by lower(normalize(username, NFKC)) order by last_login_at desc nulls last, person_id) as place
          from account) keyed
 where keyed.person_id = a.person_id;
alter table account alter column username_key set not null;
create unique index account_username_key on account (username_key);
drop index account_username;

-- For scripts that insert or rename accounts: the service gives the key.
create function default_username_key() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.username_key := coalesce(new.username_key, lower(normalize(new.username, NFKC)));
  elsif new.username <> old.username and new.username_key = old.username_key then
    new.username_key := lower(normalize(new.username, NFKC));
  end if;
  return new;
end $$;
create trigger account_username_key before insert or update of username on account
  for each row execute function default_username_key();

-- What a refusal told of the register (PERSON-3).
alter table register_log
  drop constraint register_log_event_check,
  add constraint register_log_event_check
    check (event in ('SEARCHED', 'BLOCKED_LISTED', 'ADDRESS_BLOCK_CHANGED', 'REFUSAL_TOLD'));

-- Accounts of the demo data whose password is still the public one: they are blocked outside demo mode.
alter table account add column demo_password boolean not null default false;
create function forget_demo_password() returns trigger language plpgsql as $$
begin
  new.demo_password := new.demo_password and new.password_hash = old.password_hash;
  return new;
end $$;
create trigger account_demo_password before update of password_hash on account
  for each row execute function forget_demo_password();
update account a set demo_password = true from person p
 where p.id = a.person_id and p.email like '%@eksempel.example' and a.password_state = 'CHOSEN';
-- Their numbers are of a series that nobody has.
update person set mobile = '+4749' || substr(mobile, 6) where email like '%@eksempel.example' and mobile like '+479000%';
