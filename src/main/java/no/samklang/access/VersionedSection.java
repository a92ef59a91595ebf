package no.samklang.access;

/**
 * A part of a plan with a version of its own, which pages compare with what they show; a column of
 * the table {@code plan}.
 */
public enum VersionedSection {
  GOALS("goals", "goals_version"),
  /** Of the same tree as goals, and with its version. */
  ACTIVITIES("activities", "goals_version"),
  COMMENTS("comments", "comments_version"),
  SURVEY("survey", "survey_version"),
  SPECIALIST_PLANS("specialistPlans", "specialist_plans_version");

  private final String frame;
  private final String column;

  VersionedSection(String frame, String column) {
    this.frame = frame;
    this.column = column;
  }

  /** Its name in the live frame {@code changed}. */
  String frame() {
    return frame;
  }

  String column() {
    return column;
  }
}
