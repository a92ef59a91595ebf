package no.samklang.about;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The types of the contract for the owner's own page and statuses. */
final class Abouts {
  private Abouts() {}

  /**
   * A link to another web site.
   *
   * @param url with the scheme {@code http} or {@code https}
   */
  record AboutLink(String title, String url) {
    @Override
    public String toString() {
      return "AboutLink";
    }
  }

  /** Changes the presentation (HOME-2). */
  record AboutInput(String text, String matters, List<AboutLink> links) {
    AboutInput {
      links = links == null ? List.of() : links;
    }

    @Override
    public String toString() {
      return "AboutInput";
    }
  }

  /**
   * A main goal of the plan.
   *
   * @param progress in percent
   */
  record MainGoal(UUID id, String title, int progress) {
    @Override
    public String toString() {
      return "MainGoal " + id;
    }
  }

  /**
   * The owner's presentation of themselves.
   *
   * @param version 0 if nothing has been written yet
   * @param pictureVersion null without a picture
   * @param goals the main goals of the active plan, as far as the caller may read goals
   * @param updatedAt null if nothing has been written yet, as {@code updatedBy}
   */
  record About(
      String text,
      String matters,
      List<AboutLink> links,
      int version,
      Integer pictureVersion,
      List<MainGoal> goals,
      Instant updatedAt,
      String updatedBy) {
    @Override
    public String toString() {
      return "About";
    }
  }

  /** The query parameters of the picture. */
  record AboutPictureQuery(Integer v) {}

  /** The query parameters of the owner's statuses. */
  record StatusQuery(Integer limit, String after) {}

  /**
   * A status that the owner had.
   *
   * @param by name of who wrote it
   */
  record PastStatus(UUID id, String text, Instant at, String by) {
    @Override
    public String toString() {
      return "PastStatus " + id;
    }
  }

  /** The owner's statuses, latest first (HOME-1). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StatusPage(List<PastStatus> items, int total, String next) {}
}
