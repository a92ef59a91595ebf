package no.samklang.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.bus.Json;
import no.samklang.consent.ConsentInput;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.person.PersonInput;
import no.samklang.plan.NewPlans.Create;
import no.samklang.plan.NewPlans.Created;
import no.samklang.plan.NewPlans.NewPlan;
import no.samklang.plan.NewPlans.Owner;
import no.samklang.plan.PlanLife.PlanType;

/** The making of plans over HTTP. */
public final class NewPlanRoutes implements Routes {
  private final Bus bus;

  public NewPlanRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("createPlan", this::create);
  }

  private record Person(PersonId personId) {}

  private record Body(
      ObjectNode owner,
      PlanType type,
      String shortName,
      LocalDate startDate,
      OrganisationId organisationId,
      Person coordinator,
      ConsentInput consent,
      Boolean secondPlan) {}

  private Single<Reply> create(Request request) {
    Body body = request.body(Body.class);
    Create command =
        new Create(request.caller(), plan(body), request.idempotencyKey(), request.text());
    return bus.ask(NewPlans.CREATE, command).map(NewPlanRoutes::created);
  }

  private static Reply created(Created plan) {
    return Reply.created("/api/v1/plans/" + plan.id(), plan);
  }

  private static NewPlan plan(Body body) {
    return new NewPlan(
        owner(body.owner()),
        body.type(),
        body.shortName(),
        body.startDate(),
        Optional.ofNullable(body.organisationId()),
        Optional.ofNullable(body.coordinator()).map(Person::personId),
        body.consent(),
        Boolean.TRUE.equals(body.secondPlan()));
  }

  /** Either names a person, or is one. */
  private static Owner owner(ObjectNode owner) {
    Optional<PersonId> known = Optional.ofNullable(read(owner, PersonIdOnly.class).personId());
    boolean anyway = owner.path("registerAnyway").asBoolean();
    ObjectNode person = owner.deepCopy().without(List.of("personId", "registerAnyway"));
    return known.isPresent()
        ? new Owner(known, Optional.empty(), false)
        : new Owner(known, Optional.of(read(person, PersonInput.class)), anyway);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record PersonIdOnly(PersonId personId) {}

  private static <T> T read(ObjectNode node, Class<T> type) {
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new Failure.Invalid("request.invalid", "owner", "invalid");
    }
  }
}
