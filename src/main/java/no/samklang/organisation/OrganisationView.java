package no.samklang.organisation;

import no.samklang.id.OrganisationId;

/**
 * A municipality or a unit in it, as the caller sees it (ORG-1).
 *
 * @param parentId null for a municipality
 * @param consentAge of the municipality, in years; as {@code registerSearch}
 */
record OrganisationView(
    OrganisationId id,
    String name,
    OrganisationId parentId,
    int consentAge,
    RegisterSearch registerSearch,
    boolean mayAdminister,
    boolean mayCreatePlans,
    int version) {}
