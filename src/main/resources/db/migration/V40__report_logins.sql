-- Logins by time, whoever logged in (REP-1).
create index security_event_login on security_event (at, person_id) where event = 'LOGIN';
