-- The first message of the conversation that a reply belongs to, so that a conversation is read by one index (MSG-2, MSG-3).
alter table message add column thread_id uuid references message;

with recursive thread as (
  select id, id as first_id from message where reply_to is null
  union all
  select m.id, t.first_id from thread t join message m on m.reply_to = t.id
)
update message m set thread_id = t.first_id from thread t where t.id = m.id and m.reply_to is not null;

create index message_thread on message (thread_id, sent_at desc) where thread_id is not null;
-- not the other way round yet: nodes of the last version, still running, insert replies without it
alter table message add constraint message_thread_of_reply check (thread_id is null or reply_to is not null) not valid;
