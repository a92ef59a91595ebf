package no.samklang.plan;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.ConsentLeft;
import no.samklang.plan.PlanAdministration.Handover;
import no.samklang.plan.PlanAdministration.HandoverCandidate;
import no.samklang.plan.PlanAdministration.NamedParticipant;
import no.samklang.plan.PlanAdministration.PlanSubstitute;
import no.samklang.plan.PlanAdministration.PlanUnit;
import no.samklang.plan.PlanAdministration.Reopening;

/** Maps rows of {@link PlanAdministrationQuery}. */
final class PlanAdministrationRows {
  private PlanAdministrationRows() {}

  /** The full view, for a coordinator. */
  static AdministeredPlan full(Row row) {
    Membership member = Membership.of(row);
    return new AdministeredPlan(
        member.plan(),
        row.getInteger("version"),
        row.getString("type"),
        row.getString("short_name"),
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("planned_end"),
        row.getLocalDate("end_date"),
        LegalBasis.of(row),
        RowValues.instant(row, "archived_at"),
        unit(row),
        owner(row),
        list(row, "coordinators", PlanAdministrationRows::named),
        handover(row),
        list(row, "substitutes", PlanAdministrationRows::substitute),
        list(row, "candidates", PlanAdministrationRows::candidate),
        consent(row),
        true,
        AccessPolicy.isGranted(member, Right.CHANGE_PLAN),
        !member.planClosed() && !member.substitute(),
        AccessPolicy.isGranted(member, Right.HAND_OVER),
        member.planClosed() && row.getBoolean("administers"),
        member.logOpen(),
        AccessPolicy.isGranted(member, Right.OPEN_LOG),
        mayNameCoordinator(row),
        list(row, "reopenings", PlanAdministrationRows::reopening));
  }

  /** The view without content, for an ORG_ADMIN outside the plan. */
  static AdministeredPlan withoutContent(Row row) {
    return new AdministeredPlan(
        new PlanId(row.getUUID("id")),
        row.getInteger("version"),
        row.getString("type"),
        null,
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("planned_end"),
        row.getLocalDate("end_date"),
        null,
        RowValues.instant(row, "archived_at"),
        unit(row),
        owner(row),
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        false,
        false,
        false,
        false,
        "CLOSED".equals(row.getString("state")),
        false,
        false,
        mayNameCoordinator(row),
        list(row, "reopenings", PlanAdministrationRows::reopening));
  }

  private static Reopening reopening(JsonObject row) {
    return new Reopening(
        OffsetDateTime.parse(row.getString("at")).toInstant(), row.getString("by"));
  }

  private static boolean mayNameCoordinator(Row row) {
    return row.getBoolean("administers")
        && row.getBoolean("lacks_coordinator")
        && "ACTIVE".equals(row.getString("state"));
  }

  private static PlanUnit unit(Row row) {
    return new PlanUnit(
        new OrganisationId(row.getUUID("organisation_id")), row.getString("organisation"));
  }

  private static Plans.PlanOwner owner(Row row) {
    return new Plans.PlanOwner(
        row.getString("first_name"),
        row.getString("last_name"),
        row.getLocalDate("birth_date"),
        row.getLocalDate("due_date"));
  }

  private static ConsentLeft consent(Row row) {
    LocalDate until = row.getLocalDate("valid_until");
    LocalDate today = row.getLocalDate("member_today");
    return until == null ? null : new ConsentLeft(until, ChronoUnit.DAYS.between(today, until));
  }

  private static <T> List<T> list(Row row, String column, Function<JsonObject, T> mapper) {
    JsonArray array = row.get(JsonArray.class, column);
    return array == null
        ? List.of()
        : array.stream().map(JsonObject.class::cast).map(mapper).toList();
  }

  private static ParticipantId id(JsonObject json) {
    return new ParticipantId(UUID.fromString(json.getString("id")));
  }

  private static NamedParticipant named(JsonObject json) {
    return new NamedParticipant(id(json), json.getString("name"));
  }

  private static HandoverCandidate candidate(JsonObject json) {
    Role role = Role.valueOf(json.getString("role"));
    return new HandoverCandidate(id(json), json.getString("name"), role, json.getBoolean("takes"));
  }

  private static PlanSubstitute substitute(JsonObject json) {
    return new PlanSubstitute(
        id(json),
        json.getString("name"),
        LocalDate.parse(json.getString("from")),
        LocalDate.parse(json.getString("until")));
  }

  private static Handover handover(Row row) {
    JsonObject json = row.get(JsonObject.class, "baton");
    return json == null
        ? null
        : new Handover(
            named(json.getJsonObject("from")),
            named(json.getJsonObject("to")),
            OffsetDateTime.parse(json.getString("at")).toInstant(),
            json.getString("note"));
  }
}
