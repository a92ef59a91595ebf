-- The picture that symbolises a goal (GOAL-2): a small JPEG without metadata, deleted for good with the goal.
create table goal_picture (
  goal_id uuid primary key references goal,
  content bytea not null check (length(content) <= 262144),
  -- what it shows, for those who don't see it; empty for a picture that only decorates
  alternative_text text not null default '' check (length(alternative_text) <= 200),
  -- the goal's version when it was stored, so that no two pictures of a goal have the same
  version integer not null,
  updated_at timestamptz not null
);
