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

  /** The first and last day as a substitute for the coordinator (PLAN-6). */
  public record Period(LocalDate from, LocalDate until) {}

  /**
   * How a participant logs in. Of an account that isn't for the caller to manage, nothing but that
   * there is one: more would tell of other plans (PERSON-5).
   *
   * @param temporary whether the password is still the one from the coordinator
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccountOf(
      String username, String channel, Instant lastLoginAt, Boolean temporary) {}

  /**
   * What the caller may do with a card.
   *
   * @param remove whether it is for the caller to decide; the last coordinator stays all the same
   */
  public record May(
      boolean edit,
      boolean decideRights,
      boolean decideRole,
      boolean notifications,
      boolean account,
      boolean givePassword,
      boolean remove,
      boolean picture) {}

  /**
   * A participant's card, as far as the caller may see it.
   *
   * @param version rises with every change of the person or the participant
   * @param onlyCoordinator nobody else runs the plan: this one stays (PART-1)
   * @param consentScope null for all that the consent covers, or when it isn't for the caller to
   *     see; as {@code rights}, {@code notifications} and {@code account}
   * @param defaults what each role may unless something else is decided (PART-2), for who decides
   * @param rightsLimit how far the caller may go; the owner has decided where that isn't all the
   *     way (PART-1)
   * @param rightsVersion rises with every change of the participant
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Card(
      ParticipantId participantId,
      int version,
      Role role,
      boolean me,
      Instant since,
      String responsibility,
      LocalDate endsOn,
      boolean open,
      boolean onlyCoordinator,
      String consentScope,
      Period substitute,
      PersonCard person,
      Rights rights,
      Map<Role, Rights> defaults,
      Rights rightsLimit,
      int rightsVersion,
      Notifications notifications,
      AccountOf account,
      May may) {}

  /**
   * @param rights null for those of the role, as what follows may be null
   */
  public record NewParticipant(
      PersonId personId,
      PersonInput person,
      Boolean registerAnyway,
      Role role,
      String responsibility,
      Rights rights,
      LocalDate endsOn,
      String consentScope) {
    public NewParticipant {
      responsibility = Cards.text(responsibility);
      consentScope = Cards.text(consentScope);
    }

    @Override
    public String toString() {
      return "NewParticipant";
    }
  }

  public record CardChange(String responsibility, PersonInput person) {
    public CardChange {
      responsibility = Cards.text(responsibility);
    }

    @Override
    public String toString() {
      return "CardChange";
    }
  }

  /**
   * What is decided for a participant; it replaces all that was.
   *
   * @param consentScope what of the consent is for this one; null for all of it
   */
  public record RightsDecision(Role role, Rights rights, LocalDate endsOn, String consentScope) {
    public RightsDecision {
      consentScope = Cards.text(consentScope);
    }
  }

  /** Null for what is empty. */
  static String text(String written) {
    return written == null || written.isBlank() ? null : written.strip();
  }
}
