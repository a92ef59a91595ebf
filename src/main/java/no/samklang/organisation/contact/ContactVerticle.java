package no.samklang.organisation.contact;

import java.time.Duration;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationCommands;
import no.samklang.organisation.contact.DowntimeService.NewDowntime;
import no.samklang.organisation.contact.HelpContacts.ContactsInput;
import no.samklang.retention.RetentionRule;

/** Local help contacts and announced downtime (ORG-1). */
public final class ContactVerticle extends FeatureVerticle {
  private static final Duration DOWNTIME_RETENTION = Duration.ofDays(30);

  private final HelpContactService contacts;
  private final DowntimeService downtimes;

  public ContactVerticle(Platform platform) {
    super(platform);
    OrganisationCommands commands = new OrganisationCommands(platform.db(), platform.clock());
    this.contacts = new HelpContactService(platform.db(), platform.clock(), commands);
    this.downtimes = new DowntimeService(platform.db(), platform.clock(), commands);
  }

  /** Announcements of downtime go a month after it was over (LAW-3). */
  public static RetentionRule retentionRule() {
    return new RetentionRule(
        "announcements of downtime", DOWNTIME_RETENTION, DowntimeRepository::deleteEnded);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("generalHelpContacts", contacts::general);
    operations.on("helpContacts", contacts::concerned);
    operations.on("organisationContacts", contacts::get);
    operations.on("changeContacts", ContactsInput.class, contacts::change);
    operations.on("generalDowntimes", downtimes::general);
    operations.on("downtimes", downtimes::concerned);
    operations.on("organisationDowntimes", downtimes::list);
    operations.on("announceDowntime", NewDowntime.class, downtimes::announce);
    operations.on("cancelDowntime", downtimes::cancel);
  }
}
