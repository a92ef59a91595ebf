package no.samklang.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanSection;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.db.Keyset.Wanted;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** What can be asked of the logs of a plan. Each fails as {@code Access} does. */
public final class Logs {
  /** Who has seen what, the latest first (PART-6). */
  public static final Endpoint<Ask, AccessPage> ACCESS = Endpoint.local("log.access");

  /** What has been done, the latest first (LOG-1). */
  public static final Endpoint<Ask, LogPage> DONE = Endpoint.local("log.done");

  private Logs() {}

  public record Ask(Caller caller, PlanId plan, Wanted page) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessPage(List<Shown> items, int total, String next) {}

  /**
   * A part that was shown to a participant within an hour.
   *
   * @param times how often
   */
  public record Shown(
      ParticipantId participantId,
      String name,
      PlanSection part,
      Instant firstAt,
      Instant lastAt,
      int times) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LogPage(List<Done> items, int total, String next) {}

  /**
   * Something that was done.
   *
   * @param by a name, null when the service did it by itself
   * @param about the name of the participant it is about, or null
   * @param detail dates, roles and levels
   */
  public record Done(
      UUID id, Instant at, String by, Event event, String about, Map<String, Object> detail) {}
}
