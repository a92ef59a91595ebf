package no.samklang.access;

/**
 * A part of a plan that rights are given for one by one (PART-2). The life areas are those of
 * SURV-1.
 */
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
  SPECIALIST_PLANS,
  DOCUMENTS,
  /** Nobody writes in it: the system does. */
  LOG
}
