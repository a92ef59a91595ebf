package no.samklang.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.bus.Origin;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.Pick;
import no.samklang.person.PersonCard;
import no.samklang.person.PersonInput;

/** What can be asked about one participant's card (PART-3). Each fails as {@link Participants}. */
public final class Cards {
  /**
   * Brings somebody in (PART-1): a person of the register, or a new one. Fails with {@code
   * participant.exists}, and as {@code PersonRegister} does. The same key gives the same.
   */
  public static final Endpoint<AddParticipant, Card> ADD = Endpoint.local("participant.add");

  public static final Endpoint<Pick, Card> READ = Endpoint.local("participant.read");

  /**
   * Changes a card (PERSON-6): one's own, or with the right to edit persons. Fails with {@code
   * version.stale} and the card, and as {@code PersonRegister} does.
   */
  public static final Endpoint<ChangeCard, Card> CHANGE = Endpoint.local("participant.change");

  /**
   * Decides what somebody may see and do (PART-1, PART-2). Fails with {@code version.stale} and the
   * card, {@code rights.ofOwner}, {@code rights.ownerDecided}, {@code rights.ofCoordinator}, {@code
   * rights.own} and {@code coordinator.last}.
   */
  public static final Endpoint<ChangeRights, Card> DECIDE = Endpoint.local("participant.decide");

  private Cards() {}

  /** The first and last day on which one runs the plan in the coordinator's place (PLAN-6). */
  public record Period(LocalDate from, LocalDate until) {}

  /**
   * How a participant logs in. Of an account that isn't for the caller to tend, nothing but that
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
      String consentScope) {}

  /**
   * @param key names the request, so that a retry adds nobody twice (MSG-7)
   */
  public record AddParticipant(
      Caller caller, PlanId plan, NewParticipant wanted, Optional<String> key) {
    @Override
    public String toString() {
      return "AddParticipant " + plan;
    }
  }

  public record CardChange(String responsibility, PersonInput person) {}

  public record ChangeCard(Pick who, Origin origin, CardChange wanted, int basedOn) {
    @Override
    public String toString() {
      return "ChangeCard " + who.participant();
    }
  }

  /** What is decided for a participant; it replaces all that was. */
  public record Decision(Role role, Rights rights, LocalDate endsOn, String consentScope) {}

  public record ChangeRights(Pick who, Decision wanted, int basedOn) {
    @Override
    public String toString() {
      return "ChangeRights " + who.participant();
    }
  }
}
