-- What reports count (REP-1), as it was at the end of a day in Norway.

create or replace function day_end(day date) returns timestamptz language sql immutable as $$
  select (day + 1)::timestamp at time zone 'Europe/Oslo'
$$;

-- The plans that reports count: those of an organisation and all below it.
create or replace function reported_plans(root uuid) returns setof plan language sql stable as $$
  select pl.*
    from plan pl
    join organisation_tree(root) tree on tree.organisation_id = pl.organisation_id
$$;

-- Whether a plan ran at the end of a day: begun, and not closed by then.
create or replace function ran_on(pl plan, day date) returns boolean language sql stable as $$
  select pl.start_date <= day and (pl.state = 'ACTIVE' or pl.end_date > day)
$$;

-- Whether a participant was active at the end of a day.
create or replace function took_part_on(p participant, day date) returns boolean language sql stable as $$
  select p.since < day_end(day)
     and (p.removed_at is null or p.removed_at >= day_end(day))
     and (p.consent_ended_at is null or p.consent_ended_at >= day_end(day))
     and (p.ends_on is null or p.ends_on >= day)
$$;
