-- Every check of access reads the consent of a plan: from the index alone.
drop index consent_of_plan;
create unique index consent_of_plan on consent (plan_id) include (valid_from, valid_until) where ended_at is null;
