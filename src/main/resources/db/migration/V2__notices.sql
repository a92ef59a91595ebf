-- Notices: gathered in bursts (NOTIF-4), in the reader's language, and found by an index whoever asks.

alter table person add column language text not null default 'nb' check (language in ('nb', 'nn', 'en'));

alter table outbox
  -- when it was to go at first: what comes next to the same person is measured from here
  add column due_at timestamptz not null default now(),
  -- how many things it tells of
  add column events integer not null default 1 check (events > 0),
  -- whether it still takes up what happens; never again once it has been taken to be sent
  add column gathering boolean not null default false,
  add check (not gathering or (plan_id is not null and sent_at is null and failed_at is null));
update outbox set due_at = created_at;

create unique index outbox_gathering on outbox (person_id, plan_id, channel, template) where gathering;
create index outbox_pace on outbox (person_id, plan_id, channel, template, due_at);
drop index outbox_person_id_idx; -- outbox_pace begins with the person

-- In the order in which the dispatcher takes them; due_at is there for the depth of the outbox.
drop index outbox_waiting;
create index outbox_waiting on outbox (channel, expires_at, next_at) include (due_at)
  where sent_at is null and failed_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;
create index outbox_failed on outbox (failed_at) where failed_at is not null;
