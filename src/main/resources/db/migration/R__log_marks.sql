-- Who read or searched while somebody had lately helped with their login (PERSON-15): the mark of the other logs.
alter table access_log add column if not exists marked boolean not null default false;
alter table register_log add column if not exists marked boolean not null default false;
