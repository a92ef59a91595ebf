package no.samklang.organisation;

import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;

/**
 * A municipality or a unit in it, as the caller sees it (ORG-1).
 *
 * @param parentId null for a municipality
 * @param consentAge of the municipality, in years; as {@code registerSearch}
 * @param closed whether it gets no new plans, units or people
 * @param chosen whether the caller works in it
 */
public record OrganisationView(
    OrganisationId id,
    String name,
    OrganisationId parentId,
    int consentAge,
    RegisterSearch registerSearch,
    boolean mayAdminister,
    boolean mayCreatePlans,
    boolean closed,
    boolean chosen,
    int version) {

  /** Fails with {@code organisation.closed}. */
  public void requireOpen() {
    if (closed) {
      throw new Failure.Conflict("organisation.closed", null);
    }
  }

  /** Fails with {@code organisation.notMunicipality} for a unit. */
  public void requireMunicipality(String field) {
    if (parentId != null) {
      throw new Failure.Invalid("organisation.notMunicipality", field, "invalid");
    }
  }
}
