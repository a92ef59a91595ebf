package no.samklang.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import no.samklang.bus.Failure;
import no.samklang.bus.Json;
import no.samklang.consent.ConsentInput;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.person.PersonInput;
import no.samklang.plan.PlanAdministration.PlanType;

/**
 * A plan that is to be made (PLAN-1), as in the contract.
 *
 * @param owner names a person, or is one
 * @param organisationId null for where the caller may create plans
 * @param coordinator null for the caller
 * @param secondPlan the caller knows that the owner has an individual plan already
 */
record NewPlan(
    ObjectNode owner,
    PlanType type,
    String shortName,
    LocalDate startDate,
    OrganisationId organisationId,
    KnownPerson coordinator,
    ConsentInput consent,
    Boolean secondPlan) {

  NewPlan {
    secondPlan = Boolean.TRUE.equals(secondPlan);
  }

  /** Someone in the register. */
  record KnownPerson(PersonId personId) {}

  /** The owner, if in the register; else there is a {@link #newOwner}. */
  Optional<PersonId> knownOwner() {
    return Optional.ofNullable(owner.get("personId")).map(id -> read(id, PersonId.class));
  }

  /** Fails with {@link Failure.Invalid} for what is no person. */
  PersonInput newOwner() {
    return read(owner.deepCopy().without(List.of("personId", "registerAnyway")), PersonInput.class);
  }

  /** Whether the new one is another than who has the same name and birth date. */
  boolean registerAnyway() {
    return owner.path("registerAnyway").asBoolean();
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new Failure.Invalid("request.invalid", "owner", "invalid");
    }
  }

  @Override
  public String toString() {
    return "NewPlan";
  }
}
