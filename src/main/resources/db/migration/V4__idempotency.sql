-- One column for what a request with an idempotency key has made, whatever it is (MSG-7).
alter table idempotency drop constraint idempotency_check;
update idempotency set made_id = message_id where made_id is null;
alter table idempotency
  drop column message_id,
  alter column made_id set not null;
