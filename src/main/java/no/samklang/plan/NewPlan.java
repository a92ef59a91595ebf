package no.samklang.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.consent.ConsentInput;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.json.Json;
import no.samklang.person.NamedPersons;
import no.samklang.person.PersonInput;
import no.samklang.plan.PlanAdministration.PlanType;
import no.samklang.plan.PlanRepository.PlanDetails;

/**
 * The input for creating a plan (PLAN-1), as in the contract.
 *
 * @param owner a reference to a person, or a new person
 * @param plannedEnd null for none, as {@code legalBasis}
 * @param organisationId null for the unit where the caller may create plans
 * @param coordinator null for the caller
 * @param templateId of the goals that the plan starts with; null for none
 * @param secondPlan the caller confirms a second active individual plan of the owner
 */
record NewPlan(
    ObjectNode owner,
    PlanType type,
    String shortName,
    LocalDate startDate,
    LocalDate plannedEnd,
    LegalBasis legalBasis,
    OrganisationId organisationId,
    KnownPerson coordinator,
    ConsentInput consent,
    UUID templateId,
    Boolean secondPlan) {

  NewPlan {
    secondPlan = Boolean.TRUE.equals(secondPlan);
  }

  PlanDetails details() {
    return new PlanDetails(type, shortName, startDate, plannedEnd, legalBasis);
  }

  /** A registered person. */
  record KnownPerson(PersonId personId) {}

  /** The owner, if registered; otherwise use {@link #newOwner}. */
  Optional<PersonId> knownOwner() {
    return Optional.ofNullable(owner.get("personId")).map(id -> read(id, PersonId.class));
  }

  /** Of whom a refusal may tell something. */
  NamedPersons named() {
    return new NamedPersons(
        knownOwner(), Optional.ofNullable(coordinator).map(KnownPerson::personId));
  }

  /** The owner to register. Fails with {@link Failure.Invalid} if malformed. */
  PersonInput newOwner() {
    return read(owner.deepCopy().without(List.of("personId", "registerAnyway")), PersonInput.class);
  }

  /**
   * Whether the caller confirms that the owner is not the registered person with the same name and
   * birth date.
   */
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
