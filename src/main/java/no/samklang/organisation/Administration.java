package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.SqlReader;

/**
 * What an ORG_ADMIN may see and do. One is made administrator of a municipality or of a unit in it,
 * and administers what lies within that, never another municipality.
 */
@CheckReturnValue
public final class Administration {
  private static final String IS_ADMIN =
      "select exists (select from organisation_admin where person_id = $1) as is_admin";

  private Administration() {}

  /** Fails with {@link Failure.Forbidden} {@code access.denied} for one who administers nothing. */
  public static Completable require(SqlReader sql, Caller caller) {
    return sql.query(IS_ADMIN, caller.person().value())
        .flatMapCompletable(
            rows ->
                rows.iterator().next().getBoolean("is_admin")
                    ? Completable.complete()
                    : Completable.error(new Failure.Forbidden("access.denied")));
  }
}
