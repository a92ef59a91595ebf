package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.Right;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * A second coordinator or administrator vouches that it is the person who logs in after help with
 * the login (PERSON-15): the person decides again before the 7 days are over.
 */
@CheckReturnValue
final class AccountVouchService {
  private static final String UNMARK =
      """
      update account set marked_until = null, version = version + 1
       where person_id = $1 and marked_until >= $2""";
  private static final String IS_MARKED =
      "select exists (select from account where person_id = $1 and marked_until >= $2) as marked";

  private final Database db;
  private final AccessPolicy access;
  private final SecurityLog log;
  private final RecentHelpPolicy help;
  private final PlanLog planLog;
  private final PersonAccountQuery query;
  private final AccountRepository accounts = new AccountRepository();

  AccountVouchService(AuthContext context) {
    this.db = context.db();
    this.access = new AccessPolicy(context.clock());
    this.log = context.log();
    this.help = new RecentHelpPolicy(context.clock());
    this.planLog = new PlanLog(context.clock());
    this.query = new PersonAccountQuery(context.clock());
  }

  /** For administrators, as the methods of {@link PersonAccountService}. */
  Single<NoContent> vouchForPerson(Command<Void> command) {
    return db.inTransaction(
        tx ->
            query
                .get(tx, command.caller(), command.personId())
                .flatMap(allowed -> vouch(tx, command, command.personId())));
  }

  /** For coordinators of a plan that the person is in. */
  Single<NoContent> vouchForParticipant(Command<Void> command) {
    return db.inTransaction(
        tx ->
            access
                .require(tx, command.caller(), command.planId(), Right.GIVE_ACCOUNTS)
                .flatMap(me -> accounts.getPersonId(tx, command.planId(), command.participantId()))
                .flatMap(person -> vouch(tx, command, person)));
  }

  /**
   * No-op without a mark. Fails with {@link Failure.Forbidden} {@code access.denied} for oneself,
   * {@code session.marked} for a caller who is marked, and {@code account.recentlyHelped} for one
   * who has helped with the login in the last 7 days.
   */
  private Single<NoContent> vouch(Tx tx, Command<Void> command, PersonId person) {
    PersonId caller = command.caller().person();
    if (caller.equals(person)) {
      return Single.error(new Failure.Forbidden("access.denied"));
    }
    return accounts
        .lock(tx, person)
        .andThen(Single.defer(() -> isMarked(tx, person)))
        .flatMapCompletable(marked -> marked ? unmark(tx, command, person) : Completable.complete())
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  private Single<Boolean> isMarked(Tx tx, PersonId person) {
    return tx.query(IS_MARKED, person, access.today())
        .map(rows -> RowValues.first(rows).orElseThrow().getBoolean("marked"));
  }

  private Completable unmark(Tx tx, Command<Void> command, PersonId person) {
    return isMarked(tx, command.caller().person())
        .flatMapCompletable(
            marked ->
                marked
                    ? Completable.error(new Failure.Forbidden("session.marked"))
                    : help.requireNoHelper(tx, command.caller(), person))
        .andThen(tx.execute(UNMARK, person, access.today()))
        .flatMapCompletable(done -> record(tx, command, person));
  }

  private Completable record(Tx tx, Command<Void> command, PersonId person) {
    PersonId caller = command.caller().person();
    return log.addWithActor(tx, SecurityEvent.VOUCHED, person, caller, command.clientInfo())
        .andThen(
            planLog.insertInPlansOf(
                tx, person, caller, PlanLogEvent.ACCOUNT_VOUCHED, new JsonObject()));
  }
}
