package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import no.samklang.auth.AccountMessages.TestNoticeSent;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;

/** Sends the caller a notice that says nothing but that notices arrive (PERSON-12). */
@CheckReturnValue
final class TestNoticeService {
  private static final int MAX_NOTICES = 3;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String FIND_RECENT =
      """
      select count(*)::int as sent, min(created_at) as first_at from outbox
       where person_id = $1 and template = 'TEST' and created_at > $2""";

  private final Database db;
  private final Clock clock;
  private final Outbox outbox;
  private final AccountRepository accounts = new AccountRepository();

  TestNoticeService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.outbox = context.outbox();
  }

  /**
   * Enqueues a notice by the channel of the caller's codes. Fails with {@link Failure.Locked}
   * {@code notice.tooMany} after three within an hour, and with {@link Failure.Invalid} {@code
   * account.channelWithoutAddress}.
   */
  Single<TestNoticeSent> send(Command<Void> command) {
    return db.inTransaction(tx -> send(tx, command.caller().person()));
  }

  private Single<TestNoticeSent> send(Tx tx, PersonId me) {
    Instant now = clock.instant();
    return accounts
        .lock(tx, me)
        .andThen(Single.defer(() -> tx.query(FIND_RECENT, me.value(), now.minus(WINDOW))))
        .map(rows -> requireFew(rows.iterator().next(), now))
        .flatMap(few -> accounts.get(tx, me, now))
        .flatMap(account -> send(tx, account));
  }

  private static Row requireFew(Row recent, Instant now) {
    if (recent.getInteger("sent") >= MAX_NOTICES) {
      Instant next = RowValues.instant(recent, "first_at").plus(WINDOW);
      throw new Failure.Locked("notice.tooMany", Duration.between(now, next));
    }
    return recent;
  }

  private Single<TestNoticeSent> send(Tx tx, Account account) {
    if (account.address() == null) {
      return Single.error(
          new Failure.Invalid(
              "account.channelWithoutAddress", "channel", "account.channelWithoutAddress"));
    }
    return outbox
        .enqueueTest(tx, account.person(), account.channel())
        .toSingle(
            () ->
                new TestNoticeSent(
                    account.channel(), MaskedAddress.of(account.channel(), account.address())));
  }
}
