package no.samklang.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;

/** The consent of a plan as the contract describes it (PART-4). */
public final class Consents {
  private Consents() {}

  /**
   * A consent as it is given, or as a coordinator registers it, and what of it is for whom.
   *
   * @param participants null for none; counts only for a differentiated consent
   */
  public record ConsentRenewal(
      LocalDate from,
      LocalDate until,
      String scope,
      Capacity capacity,
      String givenByName,
      String reason,
      Boolean differentiated,
      List<ConsentScope> participants) {
    public ConsentRenewal {
      participants = participants == null ? List.of() : List.copyOf(participants);
    }

    ConsentInput consent() {
      return new ConsentInput(from, until, scope, capacity, givenByName, reason, differentiated);
    }

    @Override
    public String toString() {
      return "ConsentRenewal " + from + "/" + until;
    }
  }

  /** What of the consent is for one participant; null or blank is all of it. */
  public record ConsentScope(ParticipantId participantId, String scope) {
    @Override
    public String toString() {
      return "ConsentScope " + participantId;
    }
  }

  public record SignedDocument(String name, Instant addedAt) {}

  /**
   * A consent as the caller may see it; what is only for those who can give or register consent is
   * left out for others.
   *
   * @param daysLeft negative when expired, null for one of the past
   * @param givenBy a name
   * @param endReason RENEWED or WITHDRAWN, null for the one there is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Consent(
      UUID id,
      LocalDate from,
      LocalDate until,
      Integer daysLeft,
      String scope,
      Capacity capacity,
      String givenBy,
      String reason,
      boolean differentiated,
      Instant givenAt,
      String registeredBy,
      SignedDocument paper,
      Instant endedAt,
      String endReason,
      String endedBy) {}

  /**
   * What of the consent is for a participant.
   *
   * @param losesAccess whether the plan is shut for this one without a consent (PART-4)
   * @param consentScope null is all of it
   */
  public record Share(
      ParticipantId participantId,
      String name,
      Role role,
      boolean me,
      boolean losesAccess,
      String consentScope) {}

  /**
   * @param version of the consent, for {@code If-Match}
   * @param guardianNeeded the owner is too young to consent alone
   * @param consentAge the municipality's
   * @param mayGive as one's own decision
   * @param mayRegister as a coordinator, one that was given
   * @param seesAll whether the caller can give or register consent, or withdraw it
   * @param participants all for those who can give or register consent; else the caller alone
   * @param history those that were renewed or withdrawn, the newest first, at most 50
   */
  public record ConsentPage(
      int version,
      Consent current,
      boolean guardianNeeded,
      int consentAge,
      boolean mayGive,
      boolean mayRegister,
      boolean mayWithdraw,
      boolean seesAll,
      List<Share> participants,
      List<Consent> history) {
    @Override
    public String toString() {
      return "ConsentPage";
    }
  }
}
