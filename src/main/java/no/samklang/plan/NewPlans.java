package no.samklang.plan;

import java.time.LocalDate;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.consent.ConsentInput;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.person.PersonInput;
import no.samklang.plan.PlanLife.PlanType;

/** How a plan is made (PLAN-1). */
public final class NewPlans {
  /**
   * Makes a plan with its owner, coordinator and consent, all of it or nothing, and once for each
   * idempotency key. Fails with {@code access.denied} for one who may not create plans there,
   * {@code plan.secondActiveIp}, {@code person.duplicate}, {@code plan.invalid}, and as the
   * registers of persons and consents do, their fields named {@code owner.} and {@code consent.}.
   */
  public static final Endpoint<Create, Created> CREATE = Endpoint.local("plan.create");

  private NewPlans() {}

  /**
   * Whose plan it is: somebody in the register, or else somebody new.
   *
   * @param anyway whether the new one is another than who has the same name and birth date
   */
  public record Owner(Optional<PersonId> known, Optional<PersonInput> person, boolean anyway) {}

  /**
   * What is to be made.
   *
   * @param unit empty for where the caller may create plans
   * @param coordinator empty for the caller
   * @param secondPlan the caller knows that the owner has an individual plan already
   */
  public record NewPlan(
      Owner owner,
      PlanType type,
      String shortName,
      LocalDate startDate,
      Optional<OrganisationId> unit,
      Optional<PersonId> coordinator,
      ConsentInput consent,
      boolean secondPlan) {
    @Override
    public String toString() {
      return "NewPlan";
    }
  }

  /**
   * @param request what tells this request from others
   */
  public record Create(
      Caller caller, NewPlan plan, Optional<String> idempotencyKey, String request) {
    @Override
    public String toString() {
      return "Create";
    }
  }

  public record Created(PlanId id) {}
}
