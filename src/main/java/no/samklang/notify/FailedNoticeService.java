package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.FailedNotice;
import no.samklang.notify.Notices.FailedNoticeQuery;
import no.samklang.notify.Notices.FailedPage;
import no.samklang.notify.Notices.Resent;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.organisation.Administration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an ORG_ADMIN sees of notices that couldn't be sent, and may do about them (NOTIF-4). All
 * fail with {@link Failure.Forbidden} {@code access.denied} for one who administers nothing.
 */
@CheckReturnValue
final class FailedNoticeService {
  private static final Logger LOG = LoggerFactory.getLogger(FailedNoticeService.class);

  private final Database db;
  private final Clock clock;
  private final FailedNoticeRepository repository = new FailedNoticeRepository();

  FailedNoticeService(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
  }

  /** What couldn't be sent to the people whom the caller administers. */
  Single<FailedPage> list(Command<FailedNoticeQuery> command) {
    return Administration.require(db, command.caller())
        .andThen(Single.defer(() -> repository.list(db, person(command), command.body())));
  }

  /**
   * Lets one of them be sent after all; nothing happens when it already waits or has gone.
   *
   * @return fails with {@link Failure.NotFound} for a notice that the caller doesn't administer,
   *     and with {@link Failure.Conflict} {@code notice.secretGone} for a code or password
   */
  Single<Resent> resend(Command<Void> command) {
    return db.inTransaction(
        tx ->
            Administration.require(tx, command.caller())
                .andThen(requireContent(tx, command))
                .andThen(
                    repository.resend(tx, person(command), command.id("noticeId"), clock.instant()))
                .map(count -> resent(tx, command, count)));
  }

  /** The same for all that can be; those that tell the same person the same go in one. */
  Single<Resent> resendAll(Command<Void> command) {
    return db.inTransaction(
        tx ->
            Administration.require(tx, command.caller())
                .andThen(repository.resendAll(tx, person(command), clock.instant()))
                .map(count -> resent(tx, command, count)));
  }

  private Completable requireContent(Tx tx, Command<?> command) {
    return repository
        .find(tx, person(command), command.id("noticeId"))
        .map(found -> found.orElseThrow(Failure.NotFound::new))
        .doOnSuccess(FailedNoticeService::requireContent)
        .ignoreElement();
  }

  private static void requireContent(FailedNotice notice) {
    if (!notice.mayResend()) {
      throw new Failure.Conflict("notice.secretGone", notice);
    }
  }

  private static Resent resent(Tx tx, Command<?> command, int count) {
    if (count > 0) {
      LOG.info("{} failed notices were put back by {}", count, person(command));
      tx.publish(new Notices.Waiting());
    }
    return new Resent(count);
  }

  private static PersonId person(Command<?> command) {
    return command.caller().person();
  }
}
