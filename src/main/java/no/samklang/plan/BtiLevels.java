package no.samklang.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Records of the contract for the BTI levels of a stafettlogg (PLAN-7). */
final class BtiLevels {
  private BtiLevels() {}

  /**
   * @param from the day from which it holds
   */
  record BtiLevelChange(int level, LocalDate from) {}

  /**
   * @param by name of who set it
   */
  record BtiLevel(int level, LocalDate from, Instant setAt, String by) {
    boolean isAs(BtiLevelChange change) {
      return level == change.level() && from.equals(change.from());
    }
  }

  /** The one in force first, then its history. */
  record BtiLevelList(List<BtiLevel> items) {}
}
