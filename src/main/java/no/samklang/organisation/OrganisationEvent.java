package no.samklang.organisation;

/** What administrators do to an organisation, as its log says it (ORG-1). */
public enum OrganisationEvent {
  UNIT_ADDED,
  RENAMED,
  MOVED,
  CLOSED,
  REOPENED,
  SETTINGS_CHANGED,
  ADMINISTRATOR_ADDED,
  ADMINISTRATOR_REMOVED,
  PLAN_CREATOR_ADDED,
  PLAN_CREATOR_REMOVED,
  ROLE_RIGHTS_CHANGED,
  PLAN_TYPES_CHANGED,
  TEMPLATE_ADDED,
  TEMPLATE_CHANGED,
  TEMPLATE_DELETED,
  CONTACTS_CHANGED,
  DOWNTIME_ANNOUNCED,
  DOWNTIME_CANCELLED,
  /** A report of it was read (REP-1). */
  REPORT_READ
}
