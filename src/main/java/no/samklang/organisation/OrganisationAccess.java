package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.security.Caller;

/**
 * Access of an ORG_ADMIN. An administrator of a municipality or a unit administers that
 * organisation and its units, never another municipality.
 */
@CheckReturnValue
public final class OrganisationAccess {
  private static final String IS_ADMIN =
      "select exists (select from organisation_admin where person_id = $1) as is_admin";

  private OrganisationAccess() {}

  /**
   * Fails with {@link Failure.Forbidden} {@code access.denied} unless the caller is an
   * administrator.
   */
  public static Completable require(SqlReader sql, Caller caller) {
    return sql.query(IS_ADMIN, caller.person().value())
        .flatMapCompletable(
            rows ->
                rows.iterator().next().getBoolean("is_admin")
                    ? Completable.complete()
                    : Completable.error(new Failure.Forbidden("access.denied")));
  }
}
