package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.LocalDate;
import java.util.Objects;
import no.samklang.auth.TakeoverProtectionPolicy;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.security.Caller;

/**
 * Who may change the birth date of a plan's owner. It determines whether the owner or the guardian
 * has the owner's authority (PLAN-8), so neither may change it, nor may callers with only the right
 * to edit persons.
 */
@CheckReturnValue
final class OwnerBirthDatePolicy {
  private static final String OWNER =
      """
      select standing.*,
             exists (select from participant o
                      where o.person_id = p.id and o.role = 'OWNER' and o.removed_at is null) as owns
        from person p
       cross join lateral account_standing(p.id, $2, $3) standing
       where p.id = $1""";

  /**
   * Fails with {@link Failure.Invalid} {@code birthDate.locked}. The person's row must be locked,
   * so that the person doesn't become an owner concurrently.
   */
  Completable require(Tx tx, Caller caller, PersonCard before, PersonInput after, LocalDate today) {
    if (!changes(before, after)) {
      return Completable.complete();
    }
    boolean isOwn = caller.person().equals(before.personId());
    return tx.query(OWNER, before.personId(), caller.person(), today)
        .flatMapCompletable(rows -> requireAllowed(rows, isOwn));
  }

  /** Whether the birth date, or the due date in its place, changes. */
  static boolean changes(PersonCard before, PersonInput after) {
    return !Objects.equals(before.birthDate(), after.birthDate())
        || !Objects.equals(before.dueDate(), after.dueDate());
  }

  private static Completable requireAllowed(RowSet<Row> rows, boolean isOwn) {
    Row row = rows.iterator().next();
    return !row.getBoolean("owns") || (!isOwn && mayDecide(TakeoverProtectionPolicy.of(row)))
        ? Completable.complete()
        : Completable.error(
            new Failure.Invalid("birthDate.locked", "birthDate", "birthDate.locked"));
  }

  private static boolean mayDecide(TakeoverProtectionPolicy policy) {
    return policy.callerAdministers() || policy.callerCoordinatesAll();
  }
}
