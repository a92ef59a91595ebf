package no.samklang.organisation;

import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationService.OrganisationChange;

/** Municipalities and their units (ORG-1). */
public final class OrganisationVerticle extends FeatureVerticle {
  private final OrganisationService organisations;

  public OrganisationVerticle(Platform platform) {
    super(platform);
    this.organisations = new OrganisationService(platform.db());
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listOrganisations", organisations::list);
    operations.on("changeOrganisation", OrganisationChange.class, organisations::change);
  }
}
