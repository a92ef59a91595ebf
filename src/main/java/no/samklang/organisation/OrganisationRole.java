package no.samklang.organisation;

/** What a person may be named to in an organisation; applies to the units below it too (ORG-1). */
enum OrganisationRole {
  ADMINISTRATOR(OrganisationEvent.ADMINISTRATOR_ADDED, OrganisationEvent.ADMINISTRATOR_REMOVED),
  PLAN_CREATOR(OrganisationEvent.PLAN_CREATOR_ADDED, OrganisationEvent.PLAN_CREATOR_REMOVED);

  private final OrganisationEvent added;
  private final OrganisationEvent removed;

  OrganisationRole(OrganisationEvent added, OrganisationEvent removed) {
    this.added = added;
    this.removed = removed;
  }

  OrganisationEvent added() {
    return added;
  }

  OrganisationEvent removed() {
    return removed;
  }
}
