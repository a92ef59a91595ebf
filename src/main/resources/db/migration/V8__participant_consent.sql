-- Each participant has a consent period inside the plan's (PART-4). Its end is ends_on: an end date from before is kept as it is.
comment on column participant.ends_on is 'last day of the participant''s own consent period; null follows the consent of the plan';

alter table participant
  -- the participant's consent was withdrawn: no access until it is given again
  add column consent_ended_at timestamptz,
  add column consent_ended_by uuid references person,
  -- withdrawn by somebody with the owner's authority: only they give it again (PART-1)
  add column consent_owner_ended boolean not null default false,
  add check (consent_ended_at is not null or (consent_ended_by is null and not consent_owner_ended));

-- what the consent doesn't cover
alter table consent
  add column not_covered text check (length(not_covered) between 1 and 2000);
