package no.samklang.report;

import java.util.List;

/** The reports (REP-1). All but {@link #LOGINS} have totals. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum ReportName {
  /** Plans that ran in the period, by type and by their state at its end. */
  PLANS(List.of("TYPE"), Types.PLANS, List.of("ACTIVE", "CLOSED", "ARCHIVED")),
  /** Plans that run on the last day, by how long their consent is valid from then. */
  CONSENTS(
      List.of("CONSENT"),
      List.of("EXPIRED", "WITHIN_30_DAYS", "WITHIN_90_DAYS", "LATER", "NO_CONSENT"),
      List.of("PLANS")),
  /** Plans that run on the last day, by how long nothing has been changed in them. */
  INACTIVE_PLANS(
      List.of("LAST_CHANGE"),
      List.of("UNDER_60_DAYS", "FROM_60_DAYS", "FROM_90_DAYS"),
      List.of("PLANS")),
  /** Plans closed in the period, by type and by whether they were archived at its end. */
  CLOSED_PLANS(List.of("TYPE"), Types.PLANS, List.of("NOT_ARCHIVED", "ARCHIVED")),
  /** Plans that run on the last day, by type and by whether a coordinator could log in then. */
  COORDINATORS(List.of("TYPE"), Types.PLANS, List.of("WITHOUT_COORDINATOR", "WITH_COORDINATOR")),
  /** Who took part on the last day in plans that ran then, by role. */
  PARTICIPANTS(
      List.of("ROLE"),
      List.of("OWNER", "COORDINATOR", "GUARDIAN", "NEXT_OF_KIN", "PROVIDER"),
      List.of("PARTICIPANTS")),
  /** Logins by month, and how many persons they were by. */
  LOGINS(List.of("MONTH"), List.of(), List.of("PERSONS", "LOGINS")),
  /**
   * Persons with an active individual plan at each turn of the year in the period, by age and by
   * whether they had a coordinator. For what municipalities report for KOSTRA of users with an
   * individual plan at 31 December. That figure has no form of its own: Statistics Norway takes it
   * from the individual records (IPLOS) that municipalities send to the Norwegian registry for
   * primary health care (KPR) in January; the list is for checking them.
   */
  KOSTRA(
      List.of("DAY", "AGE"),
      List.of("AGE_0_17", "AGE_18_66", "AGE_67", "AGE_UNKNOWN"),
      List.of("WITH_COORDINATOR", "WITHOUT_COORDINATOR"));

  /** Constants of the enum can't refer to its own. */
  private static final class Types {
    static final List<String> PLANS = List.of("IP", "SL", "IOP", "IUP", "KO");
  }

  private final List<String> labels;
  private final List<String> categories;
  private final List<String> counts;

  ReportName(List<String> labels, List<String> categories, List<String> counts) {
    this.labels = labels;
    this.categories = categories;
    this.counts = counts;
  }

  /** The columns that say what a row counts. */
  List<String> labels() {
    return labels;
  }

  /** The rows, in order; empty if they depend on the period. */
  List<String> categories() {
    return categories;
  }

  /** The columns with numbers, each of different plans or persons. */
  List<String> counts() {
    return counts;
  }

  /** Whether rows and columns can be added up: nobody is counted twice. */
  boolean hasTotals() {
    return this != LOGINS;
  }
}
