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
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanLife.Administration;
import no.samklang.plan.PlanLife.Baton;
import no.samklang.plan.PlanLife.Candidate;
import no.samklang.plan.PlanLife.ConsentLeft;
import no.samklang.plan.PlanLife.Named;
import no.samklang.plan.PlanLife.Substitute;
import no.samklang.plan.PlanLife.Unit;

/** Reads how a plan is run from a row of {@link AdministrationStore}. */
final class AdministrationRows {
  private AdministrationRows() {}

  /** For one who runs it. */
  static Administration ofCoordinator(Row row) {
    Membership member = Membership.of(row);
    return new Administration(
        member.plan(),
        row.getInteger("version"),
        row.getString("type"),
        row.getString("short_name"),
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("end_date"),
        unit(row),
        owner(row),
        all(row, "coordinators", AdministrationRows::named),
        baton(row),
        all(row, "substitutes", AdministrationRows::substitute),
        all(row, "candidates", AdministrationRows::candidate),
        consent(row),
        true,
        Access.grants(member, Right.CHANGE_PLAN),
        !member.closed() && !member.substitute(),
        Access.grants(member, Right.HAND_OVER),
        member.closed() && row.getBoolean("administers"));
  }

  /** For one who is outside of it. */
  static Administration withoutContent(Row row) {
    return new Administration(
        new PlanId(row.getUUID("id")),
        row.getInteger("version"),
        row.getString("type"),
        null,
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getLocalDate("end_date"),
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
        "CLOSED".equals(row.getString("state")));
  }

  private static Unit unit(Row row) {
    return new Unit(
        new OrganisationId(row.getUUID("organisation_id")), row.getString("organisation"));
  }

  private static Plans.Owner owner(Row row) {
    return new Plans.Owner(
        row.getString("first_name"), row.getString("last_name"), row.getLocalDate("birth_date"));
  }

  private static ConsentLeft consent(Row row) {
    LocalDate until = row.getLocalDate("valid_until");
    LocalDate today = row.getLocalDate("member_today");
    return until == null ? null : new ConsentLeft(until, ChronoUnit.DAYS.between(today, until));
  }

  private static <T> List<T> all(Row row, String column, Function<JsonObject, T> one) {
    JsonArray found = row.get(JsonArray.class, column);
    return found == null ? List.of() : found.stream().map(JsonObject.class::cast).map(one).toList();
  }

  private static ParticipantId id(JsonObject json) {
    return new ParticipantId(UUID.fromString(json.getString("id")));
  }

  private static Named named(JsonObject json) {
    return new Named(id(json), json.getString("name"));
  }

  private static Candidate candidate(JsonObject json) {
    Role role = Role.valueOf(json.getString("role"));
    return new Candidate(id(json), json.getString("name"), role, json.getBoolean("takes"));
  }

  private static Substitute substitute(JsonObject json) {
    return new Substitute(
        id(json),
        json.getString("name"),
        LocalDate.parse(json.getString("from")),
        LocalDate.parse(json.getString("until")));
  }

  private static Baton baton(Row row) {
    JsonObject json = row.get(JsonObject.class, "baton");
    return json == null
        ? null
        : new Baton(
            named(json.getJsonObject("from")),
            named(json.getJsonObject("to")),
            OffsetDateTime.parse(json.getString("at")).toInstant());
  }
}
