package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/**
 * What help with a login leaves (PERSON-15): pending codes and open sessions end, the account is
 * marked, and it stands in the log of each plan that the person takes part in.
 */
@CheckReturnValue
final class HelpMark {
  /** How many days it lasts, beyond the day of the help. */
  static final int DAYS = 7;

  private final Clock clock;
  private final AccessPolicy access;
  private final PlanLog planLog;
  private final AccountRepository accounts = new AccountRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final SessionRepository sessions = new SessionRepository();

  HelpMark(Clock clock) {
    this.clock = clock;
    this.access = new AccessPolicy(clock);
    this.planLog = new PlanLog(clock);
  }

  /** Where codes go was changed by another: ends what the old address opened. */
  Completable changedAddress(Tx tx, PersonId person) {
    return codes
        .markAllUsed(tx, person, clock.instant())
        .andThen(sessions.endAll(tx, person, clock.instant(), EndReason.ENDED))
        .doOnSuccess(
            ended ->
                ended.forEach(session -> tx.publish(new SessionEnded(session, EndReason.ENDED))))
        .ignoreElement()
        .andThen(accounts.mark(tx, person, access.today().plusDays(DAYS)));
  }

  /** Records the help in the plans. */
  Completable log(Tx tx, PersonId person, PersonId helper, PlanLogEvent event) {
    return planLog.insertInPlansOf(tx, person, helper, event, new JsonObject());
  }
}
