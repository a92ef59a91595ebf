package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.LocalDate;
import java.util.Objects;
import no.samklang.auth.Standing;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Tx;

/**
 * Who may change the birth date of a plan's owner: by it the owner decides, or the guardian
 * (PLAN-8). So neither of them may, nor one who may only edit persons.
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
   * Fails with {@link Failure.Invalid} {@code birthDate.ofOwner}. The person's row must be locked,
   * so that nobody becomes an owner meanwhile.
   */
  Completable require(Tx tx, Caller caller, PersonCard before, PersonInput after, LocalDate today) {
    if (Objects.equals(before.birthDate(), after.birthDate())) {
      return Completable.complete();
    }
    boolean own = caller.person().equals(before.personId());
    return tx.query(OWNER, before.personId(), caller.person(), today)
        .flatMapCompletable(rows -> decide(rows, own));
  }

  private static Completable decide(RowSet<Row> rows, boolean own) {
    Row row = rows.iterator().next();
    return !row.getBoolean("owns") || (!own && decides(Standing.of(row)))
        ? Completable.complete()
        : Completable.error(
            new Failure.Invalid("birthDate.ofOwner", "birthDate", "birthDate.ofOwner"));
  }

  private static boolean decides(Standing standing) {
    return standing.administered() || standing.coordinated();
  }
}
