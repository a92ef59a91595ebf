package no.samklang.goal;

import java.time.LocalDate;
import java.util.List;

/** The types of the contents that the law asks for in an individual plan (LAW-1). */
final class RequiredContents {
  private RequiredContents() {}

  /** The nine contents of the regulation on individual plans (in force 1 August 2022). */
  enum RequiredItem {
    /** The owner's goals. */
    GOALS,
    /** The owner's resources and needs. */
    NEEDS,
    /** Who takes part, beside owner and coordinator. */
    PARTICIPANTS,
    COORDINATOR,
    /** What the owner, services and next of kin contribute. */
    CONTRIBUTIONS,
    /** Measures, and who is responsible for each. */
    MEASURES,
    /** How the measures are carried out: each has a period or a description. */
    IMPLEMENTATION,
    /** The plan's period and a date of revision that hasn't passed. */
    PERIOD,
    /** A valid consent. */
    CONSENT,
    /** Other cooperation that is needed or wished for. */
    OTHER_COOPERATION
  }

  /**
   * @param revisionOn the next date of revision, or null
   */
  record RequiredContentInput(
      String needs, String contributions, String otherCooperation, LocalDate revisionOn) {
    @Override
    public String toString() {
      return "RequiredContentInput";
    }
  }

  /**
   * @param version 0 if nothing has been written yet
   * @param missing what isn't there, for the coordinator; empty for others
   */
  record RequiredContent(
      String needs,
      String contributions,
      String otherCooperation,
      LocalDate revisionOn,
      int version,
      List<RequiredItem> missing) {
    @Override
    public String toString() {
      return "RequiredContent";
    }
  }
}
