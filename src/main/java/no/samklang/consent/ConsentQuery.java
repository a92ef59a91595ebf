package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;

/** Reads the current and earlier consents of a plan in one statement. */
@CheckReturnValue
final class ConsentQuery {
  private static final String CONSENT =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.consent_version, m.consent_age,
             coalesce(coalesce(owner.birth_date, owner.due_date) > #{today}::date - make_interval(years => m.consent_age), false)
               as guardian_needed,
             (select coalesce(json_agg(recent), '[]') from (
               select c.id, c.valid_from as from, c.valid_until as until, c.scope, c.not_covered as "notCovered", c.capacity,
                      coalesce(c.given_by_name, giver.first_name || ' ' || giver.last_name) as "givenBy", c.reason,
                      c.differentiated, c.given_at as "givenAt",
                      case when c.registered_by is distinct from c.given_by
                           then registrar.first_name || ' ' || registrar.last_name end as "registeredBy",
                      c.ended_at as "endedAt", c.end_reason as "endReason",
                      ender.first_name || ' ' || ender.last_name as "endedBy",
                      paper.name as "paperName", paper.added_at as "paperAddedAt",
                      signed.signed_by_name as "signedBy", signed.signed_at as "signedAt"
                 from consent c
                 left join person giver on giver.id = c.given_by
                 left join person registrar on registrar.id = c.registered_by
                 left join person ender on ender.id = c.ended_by
                 left join consent_signature signed on signed.consent_id = c.id
                 left join lateral (
                   select name, added_at from consent_paper
                    where consent_id = c.id order by added_at desc limit 1) paper on true
                where c.plan_id = pl.id
                order by c.ended_at desc nulls first, c.given_at desc limit 51) recent) as consents,
             (select json_agg(share) from (
               select p.id, person.first_name || ' ' || person.last_name as name, p.role, p.consent_scope as scope,
                      p.rights::text as rights, p.rights_reason as reason,
                      not needs_no_consent(p, authority.decides, #{today}) as loses
                 from participant p join person on person.id = p.person_id
                cross join lateral owner_authority(p, #{today}) authority
                where p.plan_id = pl.id and takes_part(p, #{today})
                order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                         person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id) share) as shares
        from me
        join plan pl on pl.id = me.member_plan_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join organisation m on m.id = owner.municipality_id""";

  private final PlanReads planReads;

  ConsentQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** The consent page, restricted to what the caller may see. */
  Single<ConsentPage> get(Command<Void> command) {
    return get(planReads, command);
  }

  /** The same within a transaction. */
  Single<ConsentPage> get(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        Right.READ,
        CONSENT,
        SqlParams.none(),
        (member, rows) -> ConsentRowMapper.page(member, rows.iterator().next()));
  }
}
