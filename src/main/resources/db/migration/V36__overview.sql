-- What waits for a person in all their plans (HOME-5): single events that aren't over, and series, without those of the past.
create index calendar_event_ahead on calendar_event (plan_id, ends_at) where rrule is null and bin_id is null;
create index calendar_event_series on calendar_event (plan_id, last_on) where rrule is not null and bin_id is null;
