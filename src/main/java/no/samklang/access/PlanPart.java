package no.samklang.access;

/** A part of a plan that an organisation can leave out (ORG-1): the areas, and what has no area. */
public enum PlanPart {
  GOALS,
  ACTIVITIES,
  WORK,
  HOUSING,
  LEISURE,
  HEALTH,
  NETWORK,
  ECONOMY,
  SPECIALIST_PLANS,
  /** With meetings. */
  CALENDAR,
  DOCUMENTS;

  public static PlanPart of(Area area) {
    return valueOf(area.name());
  }
}
