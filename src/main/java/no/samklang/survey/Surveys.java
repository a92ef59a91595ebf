package no.samklang.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Area;

/** The types of the contract for the survey by life area. */
final class Surveys {
  private Surveys() {}

  /** The life areas (SURV-1). */
  enum LifeArea {
    WORK,
    HOUSING,
    LEISURE,
    HEALTH,
    NETWORK,
    ECONOMY;

    /** The area of rights. */
    Area area() {
      return Area.valueOf(name());
    }
  }

  /**
   * How it was in a life area.
   *
   * @param by name of who wrote it
   */
  record LifeAreaStatus(UUID id, LocalDate on, String text, Instant at, String by) {
    @Override
    public String toString() {
      return "LifeAreaStatus " + id;
    }
  }

  /**
   * A life area with its dated statuses, latest first.
   *
   * @param text the latest status, empty if there is none
   * @param version 0 if nothing has been written yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LifeAreaHistory(
      LifeArea lifeArea,
      String text,
      int version,
      List<LifeAreaStatus> history,
      int total,
      String next) {
    @Override
    public String toString() {
      return "LifeAreaHistory " + lifeArea;
    }
  }

  /** The query parameters of a life area. */
  record LifeAreaQuery(Integer limit, String after) {}

  /** A new status of a life area. */
  record LifeAreaInput(String text) {
    @Override
    public String toString() {
      return "LifeAreaInput";
    }
  }

  /**
   * A life area as it is now.
   *
   * @param on null if nothing has been written, as {@code by}
   * @param statuses number of dated statuses
   */
  record LifeAreaItem(
      LifeArea lifeArea, String text, int version, LocalDate on, String by, int statuses) {
    @Override
    public String toString() {
      return "LifeAreaItem " + lifeArea;
    }
  }

  /**
   * The life areas that the caller may read.
   *
   * @param version of the survey as a whole
   */
  record Survey(List<LifeAreaItem> items, int version) {}
}
