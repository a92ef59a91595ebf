package no.samklang.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanSection;
import no.samklang.id.ParticipantId;

/** The logs of a plan as the contract describes them. */
public final class LogEntries {
  private LogEntries() {}

  /**
   * Which page, the latest first.
   *
   * @param limit null for the default
   * @param after null for the first page
   */
  public record LogQuery(Integer limit, String after) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessPage(List<AccessEntry> items, int total, String next) {}

  /**
   * A section that was shown to a participant within an hour.
   *
   * @param times how often
   */
  public record AccessEntry(
      ParticipantId participantId,
      String name,
      PlanSection part,
      Instant firstAt,
      Instant lastAt,
      int times) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanLogPage(List<PlanLogEntry> items, int total, String next) {}

  /**
   * Something that was done.
   *
   * @param by a name, null when the service did it by itself
   * @param about the name of the participant it is about, or null
   * @param detail dates, roles and levels
   */
  public record PlanLogEntry(
      UUID id, Instant at, String by, Event event, String about, Map<String, Object> detail) {}
}
