package no.samklang.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.participant.Participants.Notifications;
import no.samklang.person.PersonCard;
import no.samklang.person.PersonInput;

/** A participant's card and its changes, as the contract describes them (PART-3). */
public final class Cards {
  private Cards() {}

  /** First and last day of substitution for the coordinator (PLAN-6). */
  public record Period(LocalDate from, LocalDate until) {}

  /**
   * How a participant logs in. All null for an account that the caller may not manage: more would
   * reveal other plans (PERSON-5).
   *
   * @param temporary whether the password is still the temporary one from the coordinator
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CardAccount(
      String username, String channel, Instant lastLoginAt, Boolean temporary) {}

  /**
   * What the caller may do with a card.
   *
   * @param remove whether the caller is authorised; removing the last coordinator still fails
   * @param giveConsent change the participant's consent period, or give a withdrawn consent again
   * @param withdrawConsent withdraw the consent of this participant only (PART-4)
   * @param service change the service that the participant stands for (PART-9)
   * @param confirmGuardian confirm that a guardian is it (PERSON-15)
   * @param showLog let the participant see the log that was withheld (PLAN-4)
   * @param replace let another person stand for the service
   */
  public record CardPermissions(
      boolean edit,
      boolean decideRights,
      boolean decideRole,
      boolean notifications,
      boolean account,
      boolean givePassword,
      boolean remove,
      boolean picture,
      boolean giveConsent,
      boolean withdrawConsent,
      boolean service,
      boolean replace,
      boolean addressBlock,
      boolean confirmGuardian,
      boolean showLog) {}

  /**
   * A participant's card, with the fields that the caller may see.
   *
   * @param version incremented by every change of the person or the participant
   * @param onlyCoordinator whether this is the plan's only coordinator, who can't be removed
   *     (PART-1)
   * @param guardianUnconfirmed whether it is a guardian who doesn't decide yet, since nobody else
   *     has confirmed them (PERSON-15)
   * @param logWithheld whether the participant doesn't see a log that isn't open; false too when
   *     the caller may not see it
   * @param service what the participant stands for (PART-9); null for nobody
   * @param endsOn the last day of a consent period of the participant's own; null follows the plan
   * @param consent null while the plan has no consent
   * @param consentEndedAt time of the withdrawal of this participant's consent; null for none, or
   *     when the caller may not see it, as {@code consentEndedBy}
   * @param consentScope null for all that the consent covers, or when the caller may not see it; as
   *     {@code rights}, {@code notifications} and {@code account}
   * @param deviates whether the rights aren't the same as for all at the start (PART-2)
   * @param rightsReason why; null for none
   * @param defaults default rights of each role (PART-2); null unless the caller may decide rights
   * @param rightsLimit the most that the caller may grant, as limited by the owner (PART-1); null
   *     for no limit
   * @param rightsVersion incremented by every change of the participant
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Card(
      ParticipantId participantId,
      int version,
      Role role,
      boolean me,
      Instant since,
      String responsibility,
      RepresentedService service,
      LocalDate endsOn,
      ConsentPeriod consent,
      Instant consentEndedAt,
      String consentEndedBy,
      boolean open,
      boolean onlyCoordinator,
      boolean guardianUnconfirmed,
      boolean logWithheld,
      String consentScope,
      Period substitute,
      PersonCard person,
      Rights rights,
      Boolean deviates,
      String rightsReason,
      Map<Role, Rights> defaults,
      Rights rightsLimit,
      int rightsVersion,
      Notifications notifications,
      CardAccount account,
      CardPermissions may) {}

  /** Whom a request adds: a registered person, or a new one. */
  interface PersonChoice {
    /** Null for a new person. */
    PersonId personId();

    /** Null for a registered person. */
    PersonInput person();

    /** Whether the new person isn't the one with the same name and birth date; null is false. */
    Boolean registerAnyway();
  }

  /**
   * @param rights null for the role's defaults; the parameters after it are optional too
   * @param reason why the rights aren't the same as for all (PART-2)
   */
  public record NewParticipant(
      PersonId personId,
      PersonInput person,
      Boolean registerAnyway,
      Role role,
      String responsibility,
      Rights rights,
      LocalDate endsOn,
      String consentScope,
      RepresentedService service,
      String reason)
      implements PersonChoice {
    public NewParticipant {
      responsibility = Cards.blankToNull(responsibility);
      reason = Cards.blankToNull(reason);
      consentScope = Cards.blankToNull(consentScope);
    }

    @Override
    public String toString() {
      return "NewParticipant";
    }
  }

  /** A strictly confidential person whom an administrator adds (PERSON-13). */
  record ConfidentialParticipant(PersonId personId, Role role) {}

  /**
   * Confirms a guardian (PERSON-15).
   *
   * @param paper whether by the signed paper of the present consent
   */
  record GuardianConfirmation(boolean paper) {}

  /**
   * @param service null for none
   */
  public record ServiceChange(RepresentedService service) {}

  /** The person who takes a participant's place. */
  public record Replacement(PersonId personId, PersonInput person, Boolean registerAnyway)
      implements PersonChoice {
    @Override
    public String toString() {
      return "Replacement";
    }
  }

  public record CardChange(String responsibility, PersonInput person) {
    public CardChange {
      responsibility = Cards.blankToNull(responsibility);
    }

    @Override
    public String toString() {
      return "CardChange";
    }
  }

  /**
   * A decision on a participant's role and rights; replaces the previous one.
   *
   * @param consentScope the part of the consent for this participant; null for all of it
   * @param reason why the rights aren't the same as for all (PART-2); null for as before, blank for
   *     none
   */
  public record RightsDecision(
      Role role, Rights rights, LocalDate endsOn, String consentScope, String reason) {
    public RightsDecision {
      consentScope = Cards.blankToNull(consentScope);
    }
  }

  /**
   * A participant's consent period.
   *
   * @param until the last day; null follows the plan's consent
   */
  public record ConsentChange(LocalDate until) {}

  /** Strips the text; null when it is blank. */
  static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
