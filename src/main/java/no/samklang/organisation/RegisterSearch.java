package no.samklang.organisation;

/** Who may search a municipality's register (PERSON-3); checked by {@code R__register.sql}. */
enum RegisterSearch {
  /** Everyone with access to an active plan, besides {@link #COORDINATORS}. */
  EVERYONE,
  /** Coordinators, administrators and those who may create plans. */
  COORDINATORS
}
