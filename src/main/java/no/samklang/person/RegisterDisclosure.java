package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.person.RegisterLog.RegisterRead;
import no.samklang.security.Caller;

/**
 * Refusals that tell something of a person in the register: that somebody with this name and birth
 * date is there, or has an individual plan. Each is noted in the register's log and counts as a
 * search, since it could be used as one (PERSON-3).
 */
@CheckReturnValue
public final class RegisterDisclosure {
  private final SqlWriter sql;
  private final RegisterLog log;
  private final KeyedRateLimiter<PersonId> searches;

  /**
   * @param searches limits each person's searches of the register
   */
  public RegisterDisclosure(
      SqlWriter sql, java.time.Clock clock, KeyedRateLimiter<PersonId> searches) {
    this.sql = sql;
    this.log = new RegisterLog(clock);
    this.searches = searches;
  }

  /**
   * Work that may fail so, outside a transaction.
   *
   * @param owner the person of whom {@code plan.secondActiveIp} tells
   * @return fails with {@link Failure.Locked} {@code search.limited} beyond the limit, instead of
   *     telling
   */
  public <T> Single<T> noted(Caller caller, Optional<PersonId> owner, Single<T> work) {
    return work.onErrorResumeNext(
        failure ->
            failure instanceof Failure.Conflict conflict
                ? told(conflict, owner)
                    .map(found -> this.<T>refuse(caller, found, failure))
                    .orElseGet(() -> Single.error(failure))
                : Single.error(failure));
  }

  private static Optional<List<PersonId>> told(
      Failure.Conflict conflict, Optional<PersonId> owner) {
    return switch (conflict.code()) {
      case "person.duplicate" -> Optional.of(duplicates(conflict));
      case "plan.secondActiveIp" -> Optional.of(owner.stream().toList());
      default -> Optional.empty();
    };
  }

  private static List<PersonId> duplicates(Failure.Conflict conflict) {
    return ((List<?>) conflict.current())
        .stream().map(SearchHit.class::cast).map(SearchHit::personId).toList();
  }

  private <T> Single<T> refuse(Caller caller, List<PersonId> found, Throwable failure) {
    searches.require(caller.person(), "search.limited");
    return log.addRead(sql, caller, RegisterRead.REFUSAL_TOLD, found)
        .andThen(Single.error(failure));
  }
}
