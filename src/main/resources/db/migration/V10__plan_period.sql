-- The period and the legal basis of a plan, owners who aren't born yet, participants who stand for a service, and handover notes.

alter table plan
  drop constraint plan_type_check,
  add constraint plan_type_check check (type in ('IP', 'SL', 'IOP', 'IUP', 'KO')),
  -- the last day as planned; end_date is the last day of a closed plan (PLAN-2)
  add column planned_end date check (planned_end >= start_date),
  add column legal_basis text check (legal_basis in ('HEALTH_RIGHTS', 'HEALTH_SERVICES', 'SPECIALIST_HEALTH', 'MENTAL_HEALTH',
    'SOCIAL_SERVICES', 'CHILD_WELFARE', 'EDUCATION', 'CONSENT', 'OTHER')),
  add column legal_basis_text text check (length(legal_basis_text) between 1 and 500),
  add check (legal_basis is not null or legal_basis_text is null),
  add check (legal_basis <> 'OTHER' or legal_basis_text is not null);
-- plans to be closed or warned of
create index plan_ending on plan (planned_end) where state = 'ACTIVE';
-- the plans of an organisation that end in a period
create index plan_end_in_organisation on plan (organisation_id, (coalesce(end_date, planned_end)));

-- The due date of a child who isn't born yet, until there is a birth date (PLAN-1).
alter table person
  add column due_date date,
  add check (birth_date is null or due_date is null);

-- The service that a participant stands for; another person may take the place (PART-9).
alter table participant
  add column service_name text check (length(service_name) between 1 and 200),
  add column service_organisation text check (length(service_organisation) between 1 and 200),
  add check (service_name is not null or service_organisation is null);

-- What the coordinator writes to the one who is asked to take over (PLAN-6).
alter table baton
  add column note text check (length(note) between 1 and 2000);
