package no.samklang.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.access.RightsDeviation;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;

/** Records of the contract for the consent of a plan (PART-4). */
public final class Consents {
  private Consents() {}

  /**
   * A consent given by the owner or guardian, or registered by a coordinator, with the scope per
   * participant.
   *
   * @param participants null for none; ignored unless the consent is differentiated
   * @param signature SHA-256 of the text that the giver has read and signs (PART-8); null for none
   */
  public record ConsentRenewal(
      LocalDate from,
      LocalDate until,
      String scope,
      String notCovered,
      Capacity capacity,
      String givenByName,
      String reason,
      Boolean differentiated,
      List<ConsentScope> participants,
      String signature) {
    public ConsentRenewal {
      participants = participants == null ? List.of() : List.copyOf(participants);
    }

    ConsentInput consent() {
      return new ConsentInput(
          from, until, scope, notCovered, capacity, givenByName, reason, differentiated);
    }

    @Override
    public String toString() {
      return "ConsentRenewal " + from + "/" + until;
    }
  }

  /** The part of the consent that applies to one participant; null or blank is all of it. */
  public record ConsentScope(ParticipantId participantId, String scope) {
    @Override
    public String toString() {
      return "ConsentScope " + participantId;
    }
  }

  /**
   * What is signed on screen (PART-8).
   *
   * @param sha256 of the text in UTF-8, hexadecimal
   * @param by who would sign it
   */
  record SignableText(String text, String sha256, String by) {
    @Override
    public String toString() {
      return "SignableText";
    }
  }

  /** What was signed on screen, as it stood then. */
  record SignedText(String text, String sha256, String by, Instant at) {
    @Override
    public String toString() {
      return "SignedText";
    }
  }

  /** Who signed on screen, and when. */
  public record ConsentSignature(String by, Instant at) {}

  public record SignedDocument(String name, Instant addedAt) {}

  /**
   * A consent; fields for those who can give or register consent are null for others.
   *
   * @param daysLeft negative when expired, null for an ended one
   * @param givenBy name of the giver
   * @param endReason RENEWED or WITHDRAWN, null for the current one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Consent(
      UUID id,
      LocalDate from,
      LocalDate until,
      Integer daysLeft,
      String scope,
      String notCovered,
      Capacity capacity,
      String givenBy,
      String reason,
      boolean differentiated,
      Instant givenAt,
      String registeredBy,
      SignedDocument paper,
      ConsentSignature signature,
      Instant endedAt,
      String endReason,
      String endedBy) {}

  /**
   * The part of the consent that applies to a participant.
   *
   * @param losesAccess whether the participant has no access without a consent (PART-4)
   * @param consentScope null is all of it
   * @param deviation how the rights differ from those that all have; null if they don't
   */
  public record ParticipantShare(
      ParticipantId participantId,
      String name,
      Role role,
      boolean me,
      boolean losesAccess,
      String consentScope,
      ShareDeviation deviation) {}

  /**
   * @param rights how they differ from those that all have at the start (PART-2)
   * @param reason why; null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ShareDeviation(@JsonUnwrapped RightsDeviation rights, String reason) {}

  /**
   * @param version of the consent, for {@code If-Match}
   * @param guardianNeeded whether the owner is too young to consent without a guardian
   * @param consentAge the municipality's age of consent, in years
   * @param mayGive whether the caller can give consent
   * @param mayRegister whether the caller can register a consent as a coordinator
   * @param needsPaper whether the consent was withdrawn, and none signed since has been put in: a
   *     coordinator can't register the next then
   * @param marked whether the caller decides for the owner, but not now, since somebody has helped
   *     with their login (PERSON-15)
   * @param seesAll whether the caller can give or register consent, or withdraw it
   * @param participants all, for those who can give or register consent; otherwise only the caller
   * @param history ended consents, newest first, at most 50
   */
  public record ConsentPage(
      int version,
      Consent current,
      boolean guardianNeeded,
      int consentAge,
      boolean mayGive,
      boolean mayRegister,
      boolean needsPaper,
      boolean mayWithdraw,
      boolean marked,
      boolean seesAll,
      List<ParticipantShare> participants,
      List<Consent> history) {
    @Override
    public String toString() {
      return "ConsentPage";
    }
  }
}
