package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.bus.Caller;
import no.samklang.consent.Consents.AddPaper;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.OfPlan;
import no.samklang.consent.Consents.Paper;
import no.samklang.consent.Consents.ScopeOf;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** The tables {@code consent} and {@code consent_paper}. */
@CheckReturnValue
final class ConsentStore {
  private static final String READ =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, pl.consent_version, m.consent_age,
             coalesce(owner.birth_date > ($3::date - make_interval(years => m.consent_age)), false) as guardian_needed,
             (select coalesce(json_agg(recent), '[]') from (
               select c.id, c.valid_from as from, c.valid_until as until, c.scope, c.capacity,
                      coalesce(c.given_by_name, giver.first_name || ' ' || giver.last_name) as "givenBy", c.reason,
                      c.differentiated, c.given_at as "givenAt",
                      case when c.registered_by is distinct from c.given_by
                           then registrar.first_name || ' ' || registrar.last_name end as "registeredBy",
                      c.ended_at as "endedAt", c.end_reason as "endReason",
                      ender.first_name || ' ' || ender.last_name as "endedBy",
                      paper.name as "paperName", paper.added_at as "paperAddedAt"
                 from consent c
                 left join person giver on giver.id = c.given_by
                 left join person registrar on registrar.id = c.registered_by
                 left join person ender on ender.id = c.ended_by
                 left join lateral (
                   select name, added_at from consent_paper
                    where consent_id = c.id order by added_at desc limit 1) paper on true
                where c.plan_id = pl.id
                order by c.ended_at desc nulls first, c.given_at desc limit 51) recent) as consents,
             (select json_agg(share) from (
               select p.id, person.first_name || ' ' || person.last_name as name, p.role, p.consent_scope as scope,
                      not needs_no_consent(p, $3) as loses
                 from participant p join person on person.id = p.person_id
                where p.plan_id = pl.id and takes_part(p, $3)
                order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                         person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id) share) as shares
        from me
        join plan pl on pl.id = me.member_plan_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join organisation m on m.id = owner.municipality_id""";

  private static final String NO_SCOPES =
      """
      update participant set consent_scope = null, version = version + 1
       where plan_id = $1 and removed_at is null and consent_scope is not null""";
  private static final String SCOPES =
      """
      update participant p set consent_scope = nullif(trim(given.scope), ''), version = version + 1
        from unnest($2::uuid[], $3::text[]) as given (id, scope)
       where p.id = given.id and p.plan_id = $1 and p.removed_at is null
      returning p.id""";

  // gives those whom the plan is shut for now
  private static final String WITHDRAW =
      """
      with withdrawn as (
        update consent set ended_at = $3, ended_by = $4, end_reason = 'WITHDRAWN'
         where plan_id = $1 and ended_at is null returning id
      )
      select pt.person_id, exists (select from withdrawn) as withdrawn,
             exists (select from withdrawn) and not needs_no_consent(pt, $2) as shut_out
        from participant pt where pt.plan_id = $1 and pt.removed_at is null""";

  private static final String CURRENT =
      "select id from consent where plan_id = $1 and ended_at is null";
  private static final String KEEP_PAPER =
      """
      insert into consent_paper (id, consent_id, content, name, added_by, added_at)
      select $1, id, $4, $5, $6, $7 from consent where id = $2 and plan_id = $3 and ended_at is null""";
  private static final String PAPERS =
      "select count(*) as there from consent_paper where consent_id = $1";
  private static final String PAPER =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, paper.content from me
        left join consent c on c.plan_id = me.member_plan_id and c.ended_at is null
        left join lateral (
          select content from consent_paper where consent_id = c.id order by added_at desc limit 1) paper on true""";

  private final Access access;

  ConsentStore(Access access) {
    this.access = access;
  }

  /** An answer and who it is for. */
  record Seen<T>(Membership member, T what) {}

  Single<Seen<ConsentPage>> read(SqlReader sql, OfPlan question) {
    return ask(sql, READ, question).map(this::page);
  }

  private Seen<ConsentPage> page(RowSet<Row> rows) {
    Membership member = access.decide(rows, Right.READ);
    return new Seen<>(member, ConsentRows.page(member, rows.iterator().next()));
  }

  Single<Seen<Optional<Buffer>>> paper(SqlReader sql, OfPlan question) {
    return ask(sql, PAPER, question).map(this::paper);
  }

  private Seen<Optional<Buffer>> paper(RowSet<Row> rows) {
    Membership member = access.decide(rows, Right.WITHDRAW_CONSENT);
    return new Seen<>(member, Optional.ofNullable(rows.iterator().next().getBuffer("content")));
  }

  private Single<RowSet<Row>> ask(SqlReader sql, String statement, OfPlan question) {
    Caller caller = question.caller();
    return sql.query(statement, question.plan().value(), caller.person().value(), access.today());
  }

  /** Gives all participants the whole consent. */
  Single<?> shareAll(Tx tx, PlanId plan) {
    return tx.execute(NO_SCOPES, plan.value());
  }

  /** Says what is for whom; gives how many of them are in the plan. */
  Single<Integer> share(Tx tx, PlanId plan, List<ScopeOf> scopes) {
    return tx.execute(
            SCOPES,
            plan.value(),
            scopes.stream().map(of -> of.participantId().value()).toArray(UUID[]::new),
            scopes.stream().map(of -> of.scope() == null ? "" : of.scope()).toArray(String[]::new))
        .map(RowSet::size);
  }

  /** The persons a plan is shut for, empty when there was no consent to withdraw. */
  Single<Optional<Set<PersonId>>> withdraw(Tx tx, PlanId plan, PersonId by, Instant now) {
    return tx.execute(WITHDRAW, plan.value(), access.today(), now, by.value())
        .map(ConsentStore::shutOut);
  }

  private static Optional<Set<PersonId>> shutOut(RowSet<Row> rows) {
    if (Rows.stream(rows).noneMatch(row -> row.getBoolean("withdrawn"))) {
      return Optional.empty();
    }
    return Optional.of(
        Rows.stream(rows)
            .filter(row -> row.getBoolean("shut_out"))
            .map(row -> new PersonId(row.getUUID("person_id")))
            .collect(Collectors.toSet()));
  }

  /** The consent there is. */
  Single<Optional<UUID>> current(SqlReader sql, PlanId plan) {
    return sql.query(CURRENT, plan.value())
        .map(rows -> Rows.first(rows).map(row -> row.getUUID(0)));
  }

  /** How many papers of a consent are kept. */
  Single<Long> papers(Tx tx, UUID consent) {
    return tx.query(PAPERS, consent).map(rows -> rows.iterator().next().getLong("there"));
  }

  /** Keeps it beside those before; whether the consent it belongs to still is the one there is. */
  Single<Boolean> keepPaper(Tx tx, AddPaper command, UUID consent, Paper paper) {
    return tx.execute(
            KEEP_PAPER,
            NewId.unguessable(),
            consent,
            command.plan().value(),
            command.file(),
            paper.name(),
            command.caller().person().value(),
            paper.addedAt())
        .map(rows -> rows.rowCount() > 0);
  }
}
