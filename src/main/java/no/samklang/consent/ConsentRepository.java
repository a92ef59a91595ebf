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
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;

/** What changes a plan's consent beside giving it, and the signed documents of it. */
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

  // gives those to whom the plan is shut from now on
  private static final String WITHDRAW =
      """
      with withdrawn as (
        update consent set ended_at = $3, ended_by = $4, end_reason = 'WITHDRAWN'
         where plan_id = $1 and ended_at is null returning id
      )
      select pt.person_id, exists (select from withdrawn) as withdrawn,
             exists (select from withdrawn) and not needs_no_consent(pt, $2) as shut_out
        from participant pt where pt.plan_id = $1 and pt.removed_at is null""";

  private static final String INSERT_DOCUMENT =
      """
      insert into consent_paper (id, consent_id, content, name, added_by, added_at)
      select #{id}, c.id, #{content}, #{name}, #{by}, #{now}
        from consent c where c.id = #{consent} and c.plan_id = #{plan} and c.ended_at is null""";
  private static final String COUNT_DOCUMENTS =
      "select count(*) as documents from consent_paper where consent_id = $1";

  /** Gives all participants the whole consent. */
  Completable deleteScopes(PlanTx tx) {
    return tx.execute(DELETE_SCOPES, tx.planId()).ignoreElement();
  }

  /**
   * Says what is for whom.
   *
   * @return how many of them are in the plan
   */
  Single<Integer> updateScopes(PlanTx tx, List<ConsentScope> scopes) {
    return tx.execute(
            UPDATE_SCOPES,
            tx.planId(),
            Rows.column(scopes, of -> of.participantId().value(), UUID[]::new),
            Rows.column(scopes, of -> of.scope() == null ? "" : of.scope(), String[]::new))
        .map(RowSet::size);
  }

  /** The persons the plan is shut for, empty when there was no consent to withdraw. */
  Single<Optional<Set<PersonId>>> withdraw(PlanTx tx) {
    return tx.execute(WITHDRAW, tx.planId(), tx.today(), tx.now(), tx.caller().person())
        .map(ConsentRepository::shutOut);
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

  /** How many documents of a consent are kept. */
  Single<Long> countDocuments(PlanTx tx, UUID consent) {
    return tx.query(COUNT_DOCUMENTS, consent)
        .map(rows -> rows.iterator().next().getLong("documents"));
  }

  /**
   * Keeps it beside those before.
   *
   * @return whether the consent it belongs to still is the one there is
   */
  Single<Boolean> insertDocument(PlanTx tx, UUID consent, String name, Buffer content) {
    Params params =
        Params.of("id", NewId.unguessable())
            .and("consent", consent)
            .and("plan", tx.planId())
            .and("content", content)
            .and("name", name)
            .and("by", tx.caller().person())
            .and("now", tx.now());
    return tx.execute(INSERT_DOCUMENT, params).map(rows -> rows.rowCount() > 0);
  }
}
