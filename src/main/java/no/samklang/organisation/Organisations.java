package no.samklang.organisation;

import java.util.List;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.id.OrganisationId;

/** What can be asked about municipalities and their units (ORG-1). */
public final class Organisations {
  /** Those that the caller administers or may create plans in; often none. */
  public static final Endpoint<Caller, OrganisationList> LIST = Endpoint.local("organisation.list");

  /**
   * Changes the age from which young people in a municipality consent alone (PLAN-8). Fails with
   * {@code access.denied} for one who doesn't administer the municipality, {@code
   * organisation.notMunicipality} for a unit, and {@code version.stale}.
   */
  public static final Endpoint<Change, Organisation> CHANGE = Endpoint.local("organisation.change");

  private Organisations() {}

  public record OrganisationList(List<Organisation> items, int total) {}

  /**
   * @param parentId null for a municipality
   * @param consentAge the municipality's
   */
  public record Organisation(
      OrganisationId id,
      String name,
      OrganisationId parentId,
      int consentAge,
      boolean mayAdminister,
      boolean mayCreatePlans,
      int version) {}

  /**
   * @param basedOn the version that was changed
   */
  public record Change(Caller caller, OrganisationId organisation, int consentAge, int basedOn) {}
}
