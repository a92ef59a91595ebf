package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.FailedNotice;
import no.samklang.notification.Notices.FailedNoticeQuery;
import no.samklang.notification.Notices.FailedPage;
import no.samklang.notification.Notices.ResendResult;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and resends failed notices for an ORG_ADMIN (NOTIF-4). All methods fail with {@link
 * Failure.Forbidden} {@code access.denied} for a caller who administers no organisation.
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

  /** Failed notices to persons that the caller administers. */
  Single<FailedPage> list(Command<FailedNoticeQuery> command) {
    return OrganisationAccess.require(db, command.caller())
        .andThen(Single.defer(() -> repository.list(db, person(command), command.body())));
  }

  /**
   * Schedules a failed notice to be sent again; no-op when it is waiting or sent.
   *
   * @return fails with {@link Failure.NotFound} for a notice that the caller doesn't administer,
   *     and with {@link Failure.Conflict} {@code notice.secretDeleted} for a code or password
   */
  Single<ResendResult> resend(Command<Void> command) {
    return db.inTransaction(
        tx ->
            OrganisationAccess.require(tx, command.caller())
                .andThen(requireResendable(tx, command))
                .andThen(
                    repository.resend(tx, person(command), command.id("noticeId"), clock.instant()))
                .map(count -> result(tx, command, count)));
  }

  /**
   * Schedules all failed notices that can be resent; those of the same person, plan, channel and
   * type are merged.
   */
  Single<ResendResult> resendAll(Command<Void> command) {
    return db.inTransaction(
        tx ->
            OrganisationAccess.require(tx, command.caller())
                .andThen(repository.resendAll(tx, person(command), clock.instant()))
                .map(count -> result(tx, command, count)));
  }

  private Completable requireResendable(Tx tx, Command<?> command) {
    return repository
        .find(tx, person(command), command.id("noticeId"))
        .map(found -> found.orElseThrow(Failure.NotFound::new))
        .doOnSuccess(FailedNoticeService::requireResendable)
        .ignoreElement();
  }

  private static void requireResendable(FailedNotice notice) {
    if (!notice.mayResend()) {
      throw new Failure.Conflict("notice.secretDeleted", notice);
    }
  }

  private static ResendResult result(Tx tx, Command<?> command, int count) {
    if (count > 0) {
      LOG.info("{} failed notices scheduled to be resent by {}", count, person(command));
      tx.publish(new Notices.OutboxChanged());
    }
    return new ResendResult(count);
  }

  private static PersonId person(Command<?> command) {
    return command.caller().person();
  }
}
