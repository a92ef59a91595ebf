package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.util.List;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/**
 * The access log of the register: who searched and whom the answer showed (PERSON-3), and changes
 * of address blocks (PERSON-13). Append-only, enforced by the database. Search words aren't kept.
 */
@CheckReturnValue
final class RegisterLog {
  // somebody has lately helped with the login of who does it (PERSON-15)
  private static final String IS_MARKED =
      """
      exists (select from account a
               where a.person_id = #{person}::uuid and a.marked_until >= (#{now}::timestamptz at time zone 'Europe/Oslo')::date)""";
  private static final String INSERT_READ =
      """
      insert into register_log (at, person_id, event, found, marked)
      values (#{now}, #{person}, #{event}, #{found}::uuid[], %s)"""
          .formatted(IS_MARKED);
  private static final String INSERT_CHANGE =
      """
      insert into register_log (at, person_id, event, subject_id, block_before, block_after, marked)
      values (#{now}, #{person}, 'ADDRESS_BLOCK_CHANGED', #{subject}, #{before}, #{after}, %s)"""
          .formatted(IS_MARKED);

  private final Clock clock;

  RegisterLog(Clock clock) {
    this.clock = clock;
  }

  /** What was read of the register. */
  enum RegisterRead {
    SEARCHED,
    /** The list of blocked persons. */
    BLOCKED_LISTED,
    /** A refusal told that the person is registered, or has an individual plan. */
    REFUSAL_TOLD
  }

  Completable addRead(SqlWriter sql, Caller caller, RegisterRead event, List<PersonId> found) {
    return sql.execute(
            INSERT_READ,
            SqlParams.of("now", clock.instant())
                .and("person", caller.person())
                .and("event", event)
                .ids("found", found))
        .ignoreElement();
  }

  /**
   * @param before null for no block, as {@code after}
   */
  Completable addBlockChange(
      SqlWriter sql, Caller caller, PersonId subject, AddressBlock before, AddressBlock after) {
    return sql.execute(
            INSERT_CHANGE,
            SqlParams.of("now", clock.instant())
                .and("person", caller.person())
                .and("subject", subject)
                .and("before", before)
                .and("after", after))
        .ignoreElement();
  }
}
