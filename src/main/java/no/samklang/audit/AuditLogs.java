package no.samklang.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.LogPart;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanSection;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;

/** Records of the contract for the logs of a plan. */
public final class AuditLogs {
  private AuditLogs() {}

  /**
   * A page request, newest first.
   *
   * @param limit null for the default
   * @param after null for the first page
   */
  public record LogQuery(Integer limit, String after) {}

  /**
   * A page request of the plan log, newest first, by what one looks for (LOG-1).
   *
   * @param limit null for the default
   * @param after null for the first page
   * @param part null for all parts of the plan
   * @param participantId who did it; null for all
   * @param from first day, in Europe/Oslo; null for the first of all
   * @param until last day; null for the last of all
   */
  public record PlanLogQuery(
      Integer limit,
      String after,
      LogPart part,
      ParticipantId participantId,
      LocalDate from,
      LocalDate until) {
    /** Whether entries of some persons or days only are asked for. */
    boolean isFiltered() {
      return participantId != null || from != null || until != null;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessPage(List<AccessEntry> items, int total, String next) {}

  /**
   * Reads of one section by one participant within one hour (PART-6).
   *
   * @param role the reader's role then; null if it wasn't kept yet
   * @param organisation the reader's organisation then, or null
   * @param about name of the participant whose card was read, or null
   * @param times number of reads by the person
   * @param timesByPage number of reads that an open page made by itself
   * @param marked whether somebody had lately helped with the reader's login (PERSON-15)
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessEntry(
      ParticipantId participantId,
      String name,
      Role role,
      String organisation,
      PlanSection part,
      String about,
      Instant firstAt,
      Instant lastAt,
      int times,
      int timesByPage,
      boolean marked) {}

  /**
   * @param open whether all participants see the log (PLAN-4)
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanLogPage(List<PlanLogEntry> items, int total, String next, boolean open) {}

  /**
   * A change in the plan.
   *
   * @param by name of the person, null for the service itself
   * @param about name of the participant concerned, or null
   * @param area the area concerned, or null
   * @param detail dates, roles and levels
   * @param marked whether somebody had lately helped the one who did it with the login (PERSON-15)
   */
  public record PlanLogEntry(
      UUID id,
      Instant at,
      String by,
      PlanLogEvent event,
      String about,
      Area area,
      Map<String, Object> detail,
      boolean marked) {}
}
