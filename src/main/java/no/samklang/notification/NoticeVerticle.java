package no.samklang.notification;

import no.samklang.notification.Notices.FailedNoticeQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Operations on failed notices (NOTIF-4). */
public final class NoticeVerticle extends FeatureVerticle {
  private final FailedNoticeService failed;

  public NoticeVerticle(Platform platform) {
    super(platform);
    this.failed = new FailedNoticeService(platform);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listFailedNotices", FailedNoticeQuery.class, failed::list);
    operations.on("resendNotice", failed::resend);
    operations.on("resendAllNotices", failed::resendAll);
  }
}
