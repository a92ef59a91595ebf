-- All participants read the same at the start (PART-2). Documents are for all participants (DOC-1) and the log is opened for each
-- plan (PLAN-4): neither is an area of rights any more. Existing participants keep what they have been given.

alter table plan
  -- whether all participants see the log; otherwise those who see the participants' rights do
  add column log_open boolean not null default false;

alter table participant
  -- why the rights aren't those that all have at the start
  add column rights_reason text check (length(rights_reason) between 1 and 500),
  -- could see the participants' rights, but not the log, when the log was an area of rights: counts while the log isn't open
  add column log_withheld boolean not null default false;
update participant
   set log_withheld = true
 where removed_at is null and (role in ('COORDINATOR', 'GUARDIAN') or substitute_until is not null)
   and coalesce(rights #>> '{areas,LOG}', 'NONE') = 'NONE';

update participant
   set rights = rights #- '{areas,DOCUMENTS}' #- '{areas,LOG}',
       rights_limit = rights_limit #- '{areas,DOCUMENTS}' #- '{areas,LOG}'
 where rights -> 'areas' ?| array['DOCUMENTS', 'LOG'] or rights_limit -> 'areas' ?| array['DOCUMENTS', 'LOG'];
alter table participant
  add check ((rights #> '{areas}') - array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY',
    'SPECIALIST_PLANS'] = '{}');

-- Everybody reads everything; write is for owner and coordinator, and so is print.
update role_rights
   set rights = jsonb_build_object('editPerson', role = 'COORDINATOR', 'print', role in ('OWNER', 'COORDINATOR'), 'areas', (
         select jsonb_object_agg(area, case when role in ('OWNER', 'COORDINATOR') then 'WRITE' else 'READ' end)
           from unnest(array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY',
                             'SPECIALIST_PLANS']) as area));

-- What a municipality has decided that a role may do in its plans instead (ORG-1).
create table organisation_role_rights (
  organisation_id uuid not null references organisation,
  role text not null check (role in ('COORDINATOR', 'GUARDIAN', 'NEXT_OF_KIN', 'PROVIDER')),
  rights jsonb not null,
  primary key (organisation_id, role)
);

-- The area that a log entry is about, for kinds of entries that are read with the rights to an area (LOG-1).
alter table plan_log
  add column area text check (area in ('GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY',
    'SPECIALIST_PLANS'));

-- R__access.sql creates them again, with further columns
drop function if exists plan_member(uuid, uuid, date);
drop function if exists plan_members(date);
