package no.samklang.access;

/** A plan area with its own access level (PART-2). The life areas are those of SURV-1. */
public enum Area {
  GOALS,
  ACTIVITIES,
  /** arbeid, skole, aktivitet */
  WORK,
  /** bolig */
  HOUSING,
  /** fritid */
  LEISURE,
  /** helse */
  HEALTH,
  /** sosialt fellesskap, nettverk */
  NETWORK,
  /** økonomi */
  ECONOMY,
  SPECIALIST_PLANS
}
