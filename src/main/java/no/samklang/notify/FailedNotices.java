package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.notify.Notices.FailedNotice;
import no.samklang.notify.Notices.FailedPage;
import no.samklang.notify.Notices.ListFailed;
import no.samklang.notify.Notices.Resend;
import no.samklang.notify.Notices.ResendAll;
import no.samklang.notify.Notices.Resent;
import no.samklang.organisation.Administration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an ORG_ADMIN sees of notices that couldn't be sent, and may do about them (NOTIF-4). */
@CheckReturnValue
final class FailedNotices {
  private static final Logger LOG = LoggerFactory.getLogger(FailedNotices.class);

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final FailedStore store = new FailedStore();

  FailedNotices(Database db, Bus bus, Clock clock) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
  }

  Single<FailedPage> list(ListFailed question) {
    return Administration.require(db, question.caller())
        .andThen(Single.defer(() -> store.list(db, question)));
  }

  /** Twice the same gives the same: what waits or has gone is not touched. */
  Single<Resent> resend(Resend command) {
    return db.inTransaction(
            tx ->
                Administration.require(tx, command.caller())
                    .andThen(Single.defer(() -> store.find(tx, command.caller(), command.notice())))
                    .map(found -> found.orElseThrow(Failure.NotFound::new))
                    .doOnSuccess(FailedNotices::requireContent)
                    .flatMap(
                        notice -> store.resend(tx, command.caller(), notice.id(), clock.instant())))
        .map(Resent::new)
        .doOnSuccess(resent -> tell(command.caller().person().toString(), resent));
  }

  Single<Resent> resendAll(ResendAll command) {
    return db.inTransaction(
            tx ->
                Administration.require(tx, command.caller())
                    .andThen(
                        Single.defer(() -> store.resendAll(tx, command.caller(), clock.instant()))))
        .map(Resent::new)
        .doOnSuccess(resent -> tell(command.caller().person().toString(), resent));
  }

  private static void requireContent(FailedNotice notice) {
    if (!notice.mayResend()) {
      throw new Failure.Conflict("notice.secretGone", notice);
    }
  }

  private void tell(String administrator, Resent resent) {
    if (resent.count() > 0) {
      LOG.info("{} failed notices were put back by {}", resent.count(), administrator);
      bus.publish(new Notices.Waiting());
    }
  }
}
