package no.samklang.consent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.consent.Consents.Consent;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.Share;
import no.samklang.consent.Consents.SignedDocument;
import no.samklang.id.ParticipantId;

/** Makes the page of its row: as much of it as the member may see. */
final class ConsentRows {
  private ConsentRows() {}

  static ConsentPage page(Membership member, Row row) {
    boolean sees = Access.grants(member, Right.SEE_RIGHTS);
    boolean mayRenew = Access.grants(member, Right.RENEW_CONSENT);
    boolean guardianNeeded = row.getBoolean("guardian_needed");
    List<Consent> all = consents(row, member.today());
    Consent current = all.stream().filter(one -> one.endedAt() == null).findFirst().orElse(null);
    return new ConsentPage(
        row.getInteger("consent_version"),
        current == null || sees ? current : forOthers(current),
        guardianNeeded,
        row.getInteger("consent_age"),
        mayRenew && givesItThemself(member, guardianNeeded),
        mayRenew && !member.decides(),
        current != null && Access.grants(member, Right.WITHDRAW_CONSENT),
        sees,
        shares(row, member, sees),
        sees ? all.stream().filter(one -> one.endedAt() != null).toList() : List.of());
  }

  private static boolean givesItThemself(Membership member, boolean guardianNeeded) {
    return member.decides() && !(member.isOwner() && guardianNeeded);
  }

  private static List<Consent> consents(Row row, LocalDate today) {
    return row.get(JsonArray.class, "consents").stream()
        .map(JsonObject.class::cast)
        .map(consent -> consent(consent, today))
        .toList();
  }

  private static Consent consent(JsonObject row, LocalDate today) {
    LocalDate until = LocalDate.parse(row.getString("until"));
    Instant endedAt = time(row, "endedAt");
    return new Consent(
        UUID.fromString(row.getString("id")),
        LocalDate.parse(row.getString("from")),
        until,
        endedAt == null ? (int) ChronoUnit.DAYS.between(today, until) : null,
        row.getString("scope"),
        Capacity.valueOf(row.getString("capacity")),
        row.getString("givenBy"),
        row.getString("reason"),
        row.getBoolean("differentiated"),
        time(row, "givenAt"),
        row.getString("registeredBy"),
        document(row),
        endedAt,
        row.getString("endReason"),
        row.getString("endedBy"));
  }

  private static SignedDocument document(JsonObject row) {
    String name = row.getString("paperName");
    return name == null ? null : new SignedDocument(name, time(row, "paperAddedAt"));
  }

  private static Consent forOthers(Consent whole) {
    return new Consent(
        whole.id(),
        whole.from(),
        whole.until(),
        whole.daysLeft(),
        whole.scope(),
        null,
        null,
        null,
        whole.differentiated(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<Share> shares(Row row, Membership member, boolean all) {
    return row.get(JsonArray.class, "shares").stream()
        .map(JsonObject.class::cast)
        .map(share -> share(share, member))
        .filter(share -> all || share.me())
        .toList();
  }

  private static Share share(JsonObject row, Membership member) {
    ParticipantId participant = new ParticipantId(UUID.fromString(row.getString("id")));
    return new Share(
        participant,
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        participant.equals(member.participant()),
        row.getBoolean("loses"),
        row.getString("scope"));
  }

  private static Instant time(JsonObject row, String name) {
    String time = row.getString(name);
    return time == null ? null : OffsetDateTime.parse(time).toInstant();
  }
}
