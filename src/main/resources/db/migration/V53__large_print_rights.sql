-- What the reader of a large print could read when it was read: whoever may read less since then doesn't get it (PRINT-2).
alter table plan_print add column made_by text;
