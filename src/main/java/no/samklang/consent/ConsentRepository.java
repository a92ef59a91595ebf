package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.access.PlanTx;
import no.samklang.consent.Consents.ConsentScope;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;

/** Withdrawal, scopes per participant and signed documents of a plan's consent. */
@CheckReturnValue
final class ConsentRepository {
  private static final String DELETE_SCOPES =
      """
      update participant set consent_scope = null, version = version + 1
       where plan_id = $1 and removed_at is null and consent_scope is not null""";
  private static final String UPDATE_SCOPES =
      """
      update participant p set consent_scope = nullif(trim(given.scope), ''), version = version + 1
        from unnest($2::uuid[], $3::text[]) as given (id, scope)
       where p.id = given.id and p.plan_id = $1 and p.removed_at is null
      returning p.id""";

  // returns the persons who lose access
  private static final String WITHDRAW =
      """
      with withdrawn as (
        update consent set ended_at = $3, ended_by = $4, end_reason = 'WITHDRAWN'
         where plan_id = $1 and ended_at is null returning id
      )
      select pt.person_id, exists (select from withdrawn) as withdrawn,
             exists (select from withdrawn) and not needs_no_consent(pt, authority.decides, $2) as shut_out
        from participant pt cross join lateral owner_authority(pt, $2) authority
       where pt.plan_id = $1 and pt.removed_at is null""";

  private static final String INSERT_DOCUMENT =
      """
      insert into consent_paper (id, consent_id, content, name, added_by, added_at)
      select #{id}, c.id, #{content}, #{name}, #{by}, #{now}
        from consent c where c.id = #{consent} and c.plan_id = #{plan}
         and (c.ended_at is null or c.end_reason = 'WITHDRAWN' and not exists (
           select from consent later where later.plan_id = c.plan_id and (later.ended_at is null or later.ended_at > c.ended_at)))""";
  private static final String COUNT_DOCUMENTS =
      "select count(*) as documents from consent_paper where consent_id = $1";

  /** Resets every participant to the whole consent. */
  Completable deleteScopes(PlanTx tx) {
    return tx.execute(DELETE_SCOPES, tx.planId()).ignoreElement();
  }

  /**
   * Sets the part of the consent that applies to each participant.
   *
   * @return number of participants updated; those outside the plan aren't
   */
  Single<Integer> updateScopes(PlanTx tx, List<ConsentScope> scopes) {
    return tx.execute(
            UPDATE_SCOPES,
            tx.planId(),
            RowValues.column(scopes, of -> of.participantId().value(), UUID[]::new),
            RowValues.column(scopes, of -> of.scope() == null ? "" : of.scope(), String[]::new))
        .map(RowSet::size);
  }

  /** The persons who lose access; empty when there was no consent to withdraw. */
  Single<Optional<Set<PersonId>>> withdraw(PlanTx tx) {
    return tx.execute(WITHDRAW, tx.planId(), tx.today(), tx.now(), tx.caller().person())
        .map(ConsentRepository::personsWithoutAccess);
  }

  private static Optional<Set<PersonId>> personsWithoutAccess(RowSet<Row> rows) {
    if (RowValues.stream(rows).noneMatch(row -> row.getBoolean("withdrawn"))) {
      return Optional.empty();
    }
    return Optional.of(
        RowValues.stream(rows)
            .filter(row -> row.getBoolean("shut_out"))
            .map(row -> new PersonId(row.getUUID("person_id")))
            .collect(Collectors.toSet()));
  }

  /** Number of documents of a consent. */
  Single<Long> countDocuments(PlanTx tx, UUID consent) {
    return tx.query(COUNT_DOCUMENTS, consent)
        .map(rows -> rows.iterator().next().getLong("documents"));
  }

  /**
   * Inserts a document beside earlier ones.
   *
   * @return false when the consent isn't the current one any more
   */
  Single<Boolean> insertDocument(PlanTx tx, UUID consent, String name, Buffer content) {
    SqlParams params =
        SqlParams.of("id", NewId.random())
            .and("consent", consent)
            .and("plan", tx.planId())
            .and("content", content)
            .and("name", name)
            .and("by", tx.caller().person())
            .and("now", tx.now());
    return tx.execute(INSERT_DOCUMENT, params).map(rows -> rows.rowCount() > 0);
  }
}
