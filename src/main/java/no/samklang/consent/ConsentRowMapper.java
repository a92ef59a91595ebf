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
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.RightsDeviation;
import no.samklang.access.Role;
import no.samklang.consent.Consents.Consent;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.ConsentSignature;
import no.samklang.consent.Consents.ParticipantShare;
import no.samklang.consent.Consents.ShareDeviation;
import no.samklang.consent.Consents.SignedDocument;
import no.samklang.id.ParticipantId;

/** Maps a row to the consent page, restricted to what the member may see. */
final class ConsentRowMapper {
  private ConsentRowMapper() {}

  static ConsentPage page(Membership member, Row row) {
    boolean seesAll = AccessPolicy.isGranted(member, Right.SEE_RIGHTS);
    boolean mayRenew = AccessPolicy.isGranted(member, Right.RENEW_CONSENT);
    boolean guardianNeeded = row.getBoolean("guardian_needed");
    List<Consent> all = consents(row, member.today());
    Consent current = all.stream().filter(one -> one.endedAt() == null).findFirst().orElse(null);
    return new ConsentPage(
        row.getInteger("consent_version"),
        current == null || seesAll ? current : restricted(current),
        guardianNeeded,
        row.getInteger("consent_age"),
        mayRenew && decidesAlone(member, guardianNeeded),
        mayRenew && !member.hasOwnerAuthority(),
        needsPaper(all),
        current != null && AccessPolicy.isGranted(member, Right.WITHDRAW_CONSENT),
        member.marked() && member.hasOwnerAuthority(),
        seesAll,
        shares(row, member, seesAll),
        seesAll ? all.stream().filter(one -> one.endedAt() != null).toList() : List.of());
  }

  /** The newest is the first, and the current one before those that have ended. */
  private static boolean needsPaper(List<Consent> all) {
    return !all.isEmpty()
        && "WITHDRAWN".equals(all.get(0).endReason())
        && (all.get(0).paper() == null
            || !all.get(0).paper().addedAt().isAfter(all.get(0).endedAt()));
  }

  private static boolean decidesAlone(Membership member, boolean guardianNeeded) {
    return member.hasOwnerAuthority() && !(member.isOwner() && guardianNeeded);
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
        row.getString("notCovered"),
        Capacity.valueOf(row.getString("capacity")),
        row.getString("givenBy"),
        row.getString("reason"),
        row.getBoolean("differentiated"),
        time(row, "givenAt"),
        row.getString("registeredBy"),
        document(row),
        signature(row),
        endedAt,
        row.getString("endReason"),
        row.getString("endedBy"));
  }

  private static SignedDocument document(JsonObject row) {
    String name = row.getString("paperName");
    return name == null ? null : new SignedDocument(name, time(row, "paperAddedAt"));
  }

  private static ConsentSignature signature(JsonObject row) {
    String by = row.getString("signedBy");
    return by == null ? null : new ConsentSignature(by, time(row, "signedAt"));
  }

  private static Consent restricted(Consent whole) {
    return new Consent(
        whole.id(),
        whole.from(),
        whole.until(),
        whole.daysLeft(),
        whole.scope(),
        whole.notCovered(),
        null,
        null,
        null,
        whole.differentiated(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<ParticipantShare> shares(Row row, Membership member, boolean all) {
    return row.get(JsonArray.class, "shares").stream()
        .map(JsonObject.class::cast)
        .map(share -> share(share, member))
        .filter(share -> all || share.me())
        .toList();
  }

  private static ParticipantShare share(JsonObject row, Membership member) {
    ParticipantId participant = new ParticipantId(UUID.fromString(row.getString("id")));
    Role role = Role.valueOf(row.getString("role"));
    return new ParticipantShare(
        participant,
        row.getString("name"),
        role,
        participant.equals(member.participant()),
        row.getBoolean("loses"),
        row.getString("scope"),
        RightsDeviation.of(Rights.of(role, row.getString("rights")), role)
            .map(rights -> new ShareDeviation(rights, row.getString("reason")))
            .orElse(null));
  }

  private static Instant time(JsonObject row, String name) {
    String time = row.getString(name);
    return time == null ? null : OffsetDateTime.parse(time).toInstant();
  }
}
