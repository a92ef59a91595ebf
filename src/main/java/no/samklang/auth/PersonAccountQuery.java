package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountMessages.AccountPermissions;
import no.samklang.auth.AccountMessages.AdministeredAccount;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/** Reads a person's account for administrators of the municipality, and why they don't get in. */
@CheckReturnValue
final class PersonAccountQuery {
  private static final String READ =
      """
      select state.*,
             (select count(*)::int from participant c join plan pl on pl.id = c.plan_id
               where pl.state = 'ACTIVE' and pl.practice_until is null
                 and c.person_id = p.id and c.role = 'COORDINATOR' and takes_part(c, $4)
                 and not exists (
                   select from participant o join account oa on oa.person_id = o.person_id and oa.blocked_at is null
                    where o.plan_id = c.plan_id and o.role = 'COORDINATOR' and takes_part(o, $4) and o.id <> c.id)) as only_coordinator_of
        from person p
       cross join lateral account_state(p.id, null, $3) state
       where p.id = $2 and p.deleted_at is null and exists (select from administers_person($1, p.id))""";

  private final Clock clock;
  private final AccessPolicy access;

  PersonAccountQuery(Clock clock) {
    this.clock = clock;
    this.access = new AccessPolicy(clock);
  }

  /**
   * The account; one without a user name when there is none. Fails with {@link Failure.NotFound}.
   */
  Single<AdministeredAccount> get(SqlReader sql, Caller caller, PersonId person) {
    Instant now = clock.instant();
    return sql.query(READ, caller.person(), person, now, access.today())
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(
            row ->
                new AccountState(row, caller.person())
                    .full(now, permissions(caller, person), row.getInteger("only_coordinator_of")));
  }

  /** The own account is changed in "Min profil". */
  private static AccountPermissions permissions(Caller caller, PersonId person) {
    boolean isOther = !caller.person().equals(person);
    return new AccountPermissions(isOther, isOther, isOther, isOther, isOther);
  }
}
