-- A stafettlogg that has become an individual plan points to it (PLAN-7).
alter table plan add column successor_id uuid references plan on delete set null;
create index on plan (successor_id) where successor_id is not null;
