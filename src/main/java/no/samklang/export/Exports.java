package no.samklang.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records of the contract for downloads of data (LAW-2). */
final class Exports {
  private Exports() {}

  /** Where a download is in its life. */
  enum ExportState {
    WAITING,
    RUNNING,
    READY,
    FAILED,
    /** It answers no more. */
    FETCHED
  }

  /**
   * A download that a person has asked for.
   *
   * @param planId null for own data
   * @param progress in percent
   * @param size in bytes; null until it is ready
   * @param url where the file answers once; null unless it is ready
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DataExport(
      UUID id,
      UUID planId,
      ExportState state,
      int progress,
      Instant askedAt,
      Instant expiresAt,
      Long size,
      String url) {}

  record DataExports(List<DataExport> items) {}
}
