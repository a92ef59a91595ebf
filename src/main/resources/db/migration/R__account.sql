-- The facts that decide whether a change by the caller could let them take over a person's account: one row, or none for an
-- unknown person. Substitutes don't count as coordinators here: access gained through an account would outlast the substitution. Nor do
-- practice plans count (PLAN-10): nobody else knows of them.
--   select s.* from person p cross join lateral account_standing(p.id, #{person}, #{today}) s
create or replace function account_standing(person uuid, caller uuid, today date)
returns table (
  standing_username text, standing_channel text,
  standing_used boolean,             -- has ever logged in
  standing_trusted boolean,          -- administers an organisation, or may create plans
  standing_coordinated boolean,      -- the caller coordinates every plan that the person is in
  standing_coordinated_here boolean, -- the caller coordinates at least one of them
  standing_edited boolean,           -- the caller may edit persons in every plan that the person is in
  standing_administered boolean      -- the caller administers the person's municipality
) language sql stable as $$
  select a.username, a.code_channel, a.last_login_at is not null,
         exists (select from organisation_admin oa where oa.person_id = p.id)
           or exists (select from plan_creator pc where pc.person_id = p.id),
         coalesce(shared.all_coordinated, true), coalesce(shared.one_coordinated, false),
         coalesce(shared.all_edited, true),
         exists (select from organisation_admin oa where oa.person_id = caller and oa.organisation_id = p.municipality_id)
    from person p
    left join account a on a.person_id = p.id
    cross join lateral (
      select bool_and(c.coordinates) as all_coordinated, bool_or(c.coordinates) as one_coordinated, bool_and(c.edits) as all_edited
        from participant st
        join plan pl on pl.id = st.plan_id and pl.practice_until is null
        cross join lateral (
          select coalesce(bool_or(m.member_role = 'COORDINATOR' and not m.member_substitute), false) as coordinates,
                 coalesce(bool_or(m.member_role = 'COORDINATOR' or (m.member_rights::jsonb ->> 'editPerson')::boolean), false) as edits
            from plan_member(st.plan_id, caller, today) m
           where m.member_is_open
        ) c
       where st.person_id = p.id and st.removed_at is null
    ) shared
   where p.id = person
$$;

-- The other persons of the municipality whose codes go to the same number or address (PERSON-10).
--   select s.* from person p cross join lateral shares_address(p.id) s
create or replace function shares_address(person uuid) returns table (sharing_person_id uuid) language sql stable as $$
  select other.person_id
    from account a
    join person p on p.id = a.person_id
    join person q on q.mobile = p.mobile and q.municipality_id = p.municipality_id and q.id <> p.id and q.deleted_at is null
    join account other on other.person_id = q.id and other.code_channel = 'SMS'
   where a.person_id = person and a.code_channel = 'SMS'
  union all
  select other.person_id
    from account a
    join person p on p.id = a.person_id
    join person q on lower(q.email) = lower(p.email) and q.municipality_id = p.municipality_id and q.id <> p.id and q.deleted_at is null
    join account other on other.person_id = q.id and other.code_channel = 'EMAIL'
   where a.person_id = person and a.code_channel = 'EMAIL'
$$;

-- Why a person may not get in (PERSON-12): one row, or none for an unknown person. Notices about other plans than the given one
-- are left out; a null plan is all of them.
--   select s.* from person p cross join lateral account_state(p.id, #{plan}, #{now}) s
drop function if exists account_state(uuid, uuid, timestamptz);
create or replace function account_state(person uuid, plan uuid, now timestamptz)
returns table (
  state_username text, state_channel text, state_version integer, state_temporary boolean,
  state_invited_at timestamptz, state_last_login_at timestamptz, state_blocked_at timestamptz, state_block_reason text,
  state_locked_until timestamptz,    -- for strangers or on a known device; null when it isn't locked
  state_lock_address text, state_lock_agent text, -- of the device whose guess locked it
  state_lock_guess text,             -- PASSWORD_WRONG or CODE_WRONG
  state_no_address boolean,          -- there is nothing to send codes to
  state_shared boolean,              -- another account gets its codes at the same number or address
  state_notice_failed_at timestamptz, -- of the latest notice; an older failure may have been mended since
  state_waiting jsonb,               -- changes of the addresses by another that wait; null for none
  state_marked_until date            -- the last day of the mark that help with the login left (PERSON-15); null for none
) language sql stable as $$
  select a.username, a.code_channel, a.version, a.password_state = 'TEMPORARY',
         a.invited_at, a.last_login_at, a.blocked_at, a.block_reason,
         lock.until, locking.address, locking.user_agent, guess.event,
         case a.code_channel when 'SMS' then p.mobile when 'EMAIL' then p.email else coalesce(p.mobile, p.email) end is null,
         exists (select from shares_address(p.id)),
         notice.failed_at,
         (select jsonb_agg(jsonb_build_object('channel', w.channel, 'address', w.address, 'takesCodes', w.takes_codes,
                                             'askedBy', w.asked_by, 'effectiveAt', w.effective_at) order by w.channel)
            from waiting_address w where w.person_id = p.id),
         case when a.marked_until >= (now at time zone 'Europe/Oslo')::date then a.marked_until end
    from person p
    left join account a on a.person_id = p.id
    left join login_guard guard on guard.username_hash = sha256(convert_to(a.username_key, 'UTF8')) and guard.locked_until > now
   cross join lateral (
     select greatest(guard.locked_until, max(d.locked_until)) as until from known_device d
      where d.person_id = p.id and d.locked_until > now) lock
    left join lateral (
      select e.id, e.address, e.user_agent from security_event e
       where e.person_id = p.id and e.event = 'LOCKED' and lock.until is not null
       order by e.id desc limit 1) locking on true
    left join lateral (
      select e.event from security_event e
       where e.person_id = p.id and e.id < locking.id and e.event in ('PASSWORD_WRONG', 'CODE_WRONG')
       order by e.id desc limit 1) guess on true
    left join lateral (
      select o.failed_at from outbox o
       where o.person_id = p.id and (plan is null or o.plan_id is null or o.plan_id = plan)
       order by o.created_at desc limit 1) notice on true
   where p.id = person and p.deleted_at is null
$$;
