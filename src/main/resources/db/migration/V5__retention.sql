-- What is deleted after a time is found without reading the rest (LAW-3).
create index message_deleted on message (deleted_at) where deleted_at is not null;
create index form_draft_updated on form_draft (updated_at);
