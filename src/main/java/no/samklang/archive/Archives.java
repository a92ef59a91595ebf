package no.samklang.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.event.Event;
import no.samklang.id.PlanId;
import no.samklang.print.PartPrinter.PrintOptions;
import no.samklang.print.PrintPart;

/** Records of the contract for archives (PLAN-3). */
public final class Archives {
  private Archives() {}

  /** The parts of a plan that can be archived. */
  public enum ArchivePart {
    ABOUT(PrintPart.ABOUT),
    REQUIRED_CONTENT(PrintPart.REQUIRED_CONTENT),
    GOALS(PrintPart.GOALS),
    SURVEY(PrintPart.SURVEY),
    EMERGENCY(PrintPart.EMERGENCY),
    SPECIALIST_PLANS(PrintPart.SPECIALIST_PLANS),
    /** The whole calendar, each series once. */
    CALENDAR(PrintPart.CALENDAR),
    MEETINGS(PrintPart.MEETINGS),
    PARTICIPANTS(PrintPart.PARTICIPANTS),
    CONSENT(PrintPart.CONSENT),
    /** With their files. */
    DOCUMENTS(PrintPart.DOCUMENTS),
    /** The plan log with its chain (LOG-2). */
    LOG(null);

    private final PrintPart printed;

    ArchivePart(PrintPart printed) {
      this.printed = printed;
    }

    /** The part as it is printed; empty for one that isn't. */
    Optional<PrintPart> printed() {
      return Optional.ofNullable(printed);
    }
  }

  /** How far an archive has come. */
  public enum ArchiveState {
    MAKING,
    /** It is made, and handed to the channel. */
    SENDING,
    /** The channel's receipt has come. */
    RECEIVED,
    /** After the last attempt. */
    FAILED
  }

  /** Why an attempt failed. */
  public enum ArchiveFailure {
    /** Who asked for it may no longer archive the plan, or read one of the parts. */
    ACCESS_LOST,
    NOT_MADE,
    /** The node that worked on it stopped, each time. */
    INTERRUPTED,
    FOLDER_FULL,
    FOLDER_NOT_WRITABLE,
    /** No connection. */
    NOT_REACHED,
    NO_ANSWER,
    /** The token, or what else the channel asks for, is wrong. */
    REFUSED,
    REDIRECTED,
    /** Another response than the channel's description asks for. */
    NOT_RECEIVED,
    /** A response without a receipt. */
    NO_RECEIPT
  }

  /**
   * What to archive.
   *
   * @param history whether goals come with history; null for no
   * @param comments whether goals come with comments; null for no
   */
  record ArchiveOrder(List<ArchivePart> parts, Boolean history, Boolean comments) {
    PrintOptions options() {
      return PrintOptions.whole(Boolean.TRUE.equals(history), Boolean.TRUE.equals(comments));
    }

    List<PrintPart> printParts() {
      return parts.stream().flatMap(part -> part.printed().stream()).toList();
    }
  }

  /** The query parameters of lists. */
  record ArchiveQuery(Integer limit, String after) {}

  /**
   * An archive of a plan.
   *
   * @param progress of making and handing over, in per cent
   * @param by who asked for it
   * @param archivedAt the moment that it shows; null until the receipt has come
   * @param sha256 of the ZIP, in hexadecimal; null until it is made
   * @param size of the ZIP, in bytes
   * @param failure of the last attempt, or null
   * @param nextAttemptAt when it is tried again by itself; null while the first attempt is made,
   *     and once it has ended
   * @param url of this state
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanArchive(
      UUID id,
      ArchiveState state,
      List<ArchivePart> parts,
      boolean history,
      boolean comments,
      int progress,
      Instant askedAt,
      String by,
      Instant archivedAt,
      String sha256,
      Long size,
      Instant receivedAt,
      String receipt,
      ArchiveFailure failure,
      Instant nextAttemptAt,
      String url) {
    @Override
    public String toString() {
      return "PlanArchive " + id;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlanArchivePage(List<PlanArchive> items, int total, String next) {}

  /**
   * An archive that has failed, for an administrator: without anything of the plan's content.
   *
   * @param owner name of the plan's owner
   * @param by who asked for it
   */
  record FailedArchive(
      UUID id,
      PlanId planId,
      String owner,
      String organisation,
      Instant askedAt,
      String by,
      Instant failedAt,
      ArchiveFailure failure) {
    @Override
    public String toString() {
      return "FailedArchive " + id;
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FailedArchivePage(List<FailedArchive> items, int total, String next) {}

  /**
   * @param count of the archives that are tried again
   */
  record RetriedArchives(int count) {}

  /** An archive is to be made or sent. A lost event only delays it until the next run. */
  public record ArchiveDue() implements Event {}
}
