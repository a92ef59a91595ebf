-- When the coordinators were last told that nothing happens in a plan (HOME-6).
alter table plan add column quiet_told_on date;
