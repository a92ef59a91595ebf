-- Practice plans (PLAN-10): of whom the plan is, and the last day on which it exists. Null in all other plans.
alter table plan
  add column practice_person_id uuid references person,
  add column practice_until date,
  add constraint plan_practice_check check ((practice_person_id is null) = (practice_until is null));
create unique index plan_practice on plan (practice_person_id) where practice_person_id is not null;
create index plan_practice_until on plan (practice_until) where practice_until is not null;

-- A plan is one from its beginning or never: delete_practice_plan deletes it with its log.
create trigger plan_stays_practice before update of practice_person_id, practice_until on plan
  for each row execute function refuse_change();

-- The organisation of practice plans and of the made-up persons in them. Nobody administers it, and nobody who logs in belongs to it: what
-- is limited to an organisation, as searches, lists and reports, never shows them. Its row is inserted with the first plan.
create function practice_organisation() returns uuid language sql immutable parallel safe
  return '00000000-0000-4000-8000-000000000010'::uuid;

-- No real person but the one who practises is in a practice plan, and no made-up one in another plan.
create function keep_practice_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from plan pl join person p on p.id = new.person_id
     where pl.id = new.plan_id and p.id is distinct from pl.practice_person_id
       and (pl.practice_person_id is null) = (p.municipality_id = practice_organisation())) then
    raise exception 'practice plans and others have no participants in common' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger participant_practice after insert or update of plan_id, person_id on participant
  for each row execute function keep_practice_apart();

-- What refers to a person: without an index each deleted one reads all of it. plan.changed_by has none, since it changes with the plan.
create index plan_log_by on plan_log (person_id) where person_id is not null;
create index participant_of_person on participant (person_id);
create index participant_removed_by on participant (removed_by) where removed_by is not null;
create index participant_consent_ended_by on participant (consent_ended_by) where consent_ended_by is not null;
create index participant_authority_by on participant (authority_confirmed_by) where authority_confirmed_by is not null;
create index on consent (given_by) where given_by is not null;
create index on consent (registered_by) where registered_by is not null;
create index on consent (ended_by) where ended_by is not null;

-- R__access.sql creates them again, with a further column
drop function if exists plan_member(uuid, uuid, date);
drop function if exists plan_members(date);
