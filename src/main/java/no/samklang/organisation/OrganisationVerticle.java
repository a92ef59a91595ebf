package no.samklang.organisation;

import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationService.OrganisationChange;
import no.samklang.organisation.RoleRightsService.RoleRightsChange;

/** Municipalities and their units (ORG-1). */
public final class OrganisationVerticle extends FeatureVerticle {
  private final OrganisationService organisations;
  private final RoleRightsService roleRights;

  public OrganisationVerticle(Platform platform, ConsentAgeListener ageListener) {
    super(platform);
    this.organisations = new OrganisationService(platform.db(), platform.clock(), ageListener);
    this.roleRights = new RoleRightsService(platform.db());
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listOrganisations", organisations::list);
    operations.on("listAdministrators", organisations::administrators);
    operations.on("changeOrganisation", OrganisationChange.class, organisations::change);
    operations.on("roleRights", roleRights::get);
    operations.on("changeRoleRights", RoleRightsChange.class, roleRights::change);
  }
}
