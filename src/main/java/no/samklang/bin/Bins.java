package no.samklang.bin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The types of the contract for what was deleted and can be restored (GOAL-7). */
final class Bins {
  private Bins() {}

  /**
   * A deletion that can be undone.
   *
   * @param title of the element, or the beginning of a comment
   * @param deletedBy name of the participant
   * @param until when it is deleted for good
   */
  record BinItem(
      UUID id, BinKind kind, String title, Instant deletedAt, String deletedBy, Instant until) {
    @Override
    public String toString() {
      return "BinItem " + id;
    }
  }

  /** What the coordinator can put back, latest first (GOAL-7). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record BinPage(List<BinItem> items, int total, String next) {}

  /** The query parameters of the bin. */
  record BinQuery(Integer limit, String after) {}

  /**
   * What was put back.
   *
   * @param id of the element
   */
  record Restored(BinKind kind, UUID id) {}
}
