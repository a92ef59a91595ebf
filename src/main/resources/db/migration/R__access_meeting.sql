-- Whether a member may read a meeting (MEET-1): those who are invited, the owner, who decides for them, and who coordinates.
create or replace function reads_meeting(m meeting, member uuid, role text, decides boolean) returns boolean language sql stable as $$
  select role in ('OWNER', 'COORDINATOR') or decides
         or exists (select from meeting_invited i where i.meeting_id = m.id and i.participant_id = member)
$$;

-- The participants who may read a meeting today.
create or replace function meeting_readers(m meeting) returns uuid[] language sql stable as $$
  select array(select p.member_id from plan_members((now() at time zone 'Europe/Oslo')::date) p
                where p.member_plan_id = m.plan_id and reads_meeting(m, p.member_id, p.member_role, p.member_decides))
$$;

-- Whether an invited participant still counts: whose access ended before the meeting no longer does.
create or replace function counts_as_invited(p participant, m meeting) returns boolean language sql immutable as $$
  select coalesce(p.removed_at > m.starts_at, true) and coalesce(p.consent_ended_at > m.starts_at, true)
         and coalesce(p.ends_on >= (m.starts_at at time zone 'Europe/Oslo')::date, true)
$$;
