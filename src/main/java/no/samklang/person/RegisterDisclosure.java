package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Set<String> AGES = Set.of("consent.guardianRequired", "consent.ownerOfAge");

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
   * @param named of whom {@code plan.secondActiveIp}, {@code account.missing} and what follows from
   *     the age of consent tell
   * @return fails with {@link Failure.Locked} {@code search.limited} beyond the limit, instead of
   *     telling
   */
  public <T> Single<T> noted(Caller caller, NamedPersons named, Single<T> work) {
    return work.onErrorResumeNext(
        failure ->
            told(failure, named)
                .map(found -> this.<T>refuse(caller, found, failure))
                .orElseGet(() -> Single.error(failure)));
  }

  private static Optional<List<PersonId>> told(Throwable failure, NamedPersons named) {
    if (failure instanceof Failure.Conflict conflict) {
      return switch (conflict.code()) {
        case "person.duplicate" -> Optional.of(duplicates(conflict));
        case "plan.secondActiveIp" -> named.owner().map(List::of);
        default -> Optional.empty();
      };
    }
    return failure instanceof Failure.Invalid invalid ? told(invalid, named) : Optional.empty();
  }

  private static Optional<List<PersonId>> told(Failure.Invalid invalid, NamedPersons named) {
    if (AGES.contains(invalid.code())) {
      return named.owner().map(List::of);
    }
    return invalid.errors().stream().anyMatch(error -> error.code().equals("account.missing"))
        ? named.coordinator().map(List::of)
        : Optional.empty();
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
