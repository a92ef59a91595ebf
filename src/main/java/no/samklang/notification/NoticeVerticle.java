package no.samklang.notification;

import java.util.List;
import no.samklang.config.Settings.RetentionSettings;
import no.samklang.notification.Notices.FailedNoticeQuery;
import no.samklang.notification.Preferences.ChosenLanguage;
import no.samklang.notification.Preferences.OwnPreferences;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Operations on failed notices (NOTIF-4), and on what persons choose for themselves (LANG-1). */
public final class NoticeVerticle extends FeatureVerticle {
  private final FailedNoticeService failed;
  private final PreferenceService preferences;

  public NoticeVerticle(Platform platform) {
    super(platform);
    this.failed = new FailedNoticeService(platform);
    this.preferences = new PreferenceService(platform);
  }

  /** Sent and failed notices are deleted when they are due (LAW-3). */
  public static List<RetentionRule> retentionRules(RetentionSettings times) {
    return List.of(
        new RetentionRule(
            "sent notices",
            times.sentNotices(),
            (db, before, limit) -> OutboxRepository.deleteSent(db, before)),
        new RetentionRule(
            "failed notices",
            times.failedNotices(),
            (db, before, limit) -> OutboxRepository.deleteFailed(db, before)));
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listFailedNotices", FailedNoticeQuery.class, failed::list);
    operations.on("resendNotice", failed::resend);
    operations.on("resendAllNotices", failed::resendAll);
    operations.on("chooseLanguage", ChosenLanguage.class, preferences::chooseLanguage);
    operations.on("myPreferences", preferences::get);
    operations.on("changeMyPreferences", OwnPreferences.class, preferences::change);
  }
}
