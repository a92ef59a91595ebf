-- Another may turn the codes of an account in use to an address that the person hasn't confirmed; that waits as a new address does
-- (PERSON-15).
alter table waiting_address add column takes_codes boolean not null default false;
