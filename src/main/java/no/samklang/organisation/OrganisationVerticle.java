package no.samklang.organisation;

import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationLogQuery.LogPage;
import no.samklang.organisation.OrganisationRoleService.PersonToName;
import no.samklang.organisation.OrganisationService.ChosenOrganisation;
import no.samklang.organisation.OrganisationService.OrganisationChange;
import no.samklang.organisation.PlanTypeService.PlanTypesChange;
import no.samklang.organisation.RoleRightsService.RoleRightsChange;
import no.samklang.organisation.UnitService.NewUnit;

/** Municipalities and their units, and the people who administer them (ORG-1). */
public final class OrganisationVerticle extends FeatureVerticle {
  private final OrganisationService organisations;
  private final UnitService units;
  private final OrganisationRoleService administrators;
  private final OrganisationRoleService planCreators;
  private final OrganisationLogQuery log;
  private final RoleRightsService roleRights;
  private final PlanTypeService planTypes;

  public OrganisationVerticle(Platform platform, ConsentAgeListener ageListener) {
    super(platform);
    OrganisationCommands commands = new OrganisationCommands(platform.db(), platform.clock());
    this.organisations =
        new OrganisationService(platform.db(), platform.clock(), commands, ageListener);
    this.units = new UnitService(commands, platform.clock());
    this.administrators =
        new OrganisationRoleService(platform.db(), commands, OrganisationRole.ADMINISTRATOR);
    this.planCreators =
        new OrganisationRoleService(platform.db(), commands, OrganisationRole.PLAN_CREATOR);
    this.log = new OrganisationLogQuery(platform.db(), commands);
    this.roleRights = new RoleRightsService(platform.db(), commands);
    this.planTypes = new PlanTypeService(platform.db(), commands);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listOrganisations", organisations::list);
    operations.on("chooseOrganisation", ChosenOrganisation.class, organisations::choose);
    operations.on("listAdministrators", organisations::administrators);
    operations.on("changeOrganisation", OrganisationChange.class, organisations::change);
    operations.on("createUnit", NewUnit.class, units::create);
    operations.on("organisationAdministrators", administrators::list);
    operations.on("addAdministrator", PersonToName.class, administrators::add);
    operations.on("removeAdministrator", administrators::remove);
    operations.on("planCreators", planCreators::list);
    operations.on("addPlanCreator", PersonToName.class, planCreators::add);
    operations.on("removePlanCreator", planCreators::remove);
    operations.on("organisationLog", LogPage.class, log::list);
    operations.on("roleRights", roleRights::get);
    operations.on("changeRoleRights", RoleRightsChange.class, roleRights::change);
    operations.on("planTypes", planTypes::get);
    operations.on("changePlanTypes", PlanTypesChange.class, planTypes::change);
  }
}
