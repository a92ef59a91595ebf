package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.Replacement;
import no.samklang.participant.Cards.ServiceChange;
import no.samklang.participant.ParticipantService.ExistingParticipant;
import no.samklang.participant.ParticipantToAdd.ParticipantDetails;
import no.samklang.participant.RepresentationRepository.Representation;

/** Participants who stand for a service, and the persons who replace them (PART-9). */
@CheckReturnValue
final class RepresentationService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final ParticipantCreation creation;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();
  private final ParticipantConsentRepository consents = new ParticipantConsentRepository();
  private final RepresentationRepository representations = new RepresentationRepository();

  RepresentationService(PlanCommands planCommands, Outbox outbox, ParticipantCreation creation) {
    this.planCommands = planCommands;
    this.outbox = outbox;
    this.creation = creation;
  }

  /**
   * Changes what a participant stands for. Fails with {@code service.notAllowed} for a service of
   * others than providers, and with {@code version.stale}.
   */
  Single<Card> change(Command<ServiceChange> command) {
    return planCommands.run(
        command,
        Right.CHANGE_PLAN,
        tx ->
            participants
                .get(tx, command.participantId())
                .doOnSuccess(before -> requireMayChange(before, command.body()))
                .flatMapCompletable(
                    before ->
                        tx.requireCurrent(before.version(), card(tx, command))
                            .andThen(
                                representations.update(
                                    tx, before.participant(), command.body().service())))
                .andThen(card(tx, command))
                .doOnSuccess(card -> recordChange(tx, card)));
  }

  private static void recordChange(PlanTx tx, Card card) {
    tx.log(PlanLogEvent.PARTICIPANT_CHANGED, card.participantId());
    tx.markChanged("participants", card.rightsVersion());
  }

  private static void requireMayChange(ParticipantState participant, ServiceChange change) {
    if (change.service() != null) {
      requireProvider(participant);
    }
  }

  private static void requireProvider(ParticipantState participant) {
    if (participant.role() != Role.PROVIDER) {
      throw new Failure.Invalid("service.notAllowed", "role", "role.notAllowed");
    }
  }

  /**
   * Another person takes the participant's place, with the same scope, period, rights and limits;
   * the former loses access at once and keeps the messages. Those who decide for the owner are
   * told. Idempotent by key. Fails with {@code access.denied} for the caller's own place, with
   * {@code service.missing} for a participant who stands for no service, with {@code
   * service.noAccess} for one without access, which would be given anew, with {@code
   * rights.ownerDecided} for a person whose consent the owner has withdrawn, and as adding a
   * participant does.
   */
  Single<Created> replace(Command<Replacement> command) {
    return creation.run(command, (tx, id) -> replace(tx, command, id));
  }

  private Completable replace(PlanTx tx, Command<Replacement> command, ParticipantId id) {
    return participants
        .get(tx, command.participantId())
        .flatMapCompletable(
            former ->
                representations
                    .get(tx, former.participant())
                    .flatMapCompletable(
                        represented -> replace(tx, command.body(), former, represented, id)));
  }

  private Completable replace(
      PlanTx tx,
      Replacement request,
      ParticipantState former,
      Representation represented,
      ParticipantId id) {
    requireReplaceable(tx.member(), former, represented);
    return participants
        .remove(tx, former.participant())
        .andThen(
            creation.add(
                tx, id, request, person -> successor(tx.planId(), former, represented, person)))
        .andThen(Single.defer(() -> consents.get(tx, id)))
        .doOnSuccess(ParticipantConsentPolicy::requireNotWithdrawnByOwner)
        .ignoreElement()
        .andThen(notifyOthers(tx, id))
        .doOnComplete(() -> record(tx, former, id));
  }

  private static void requireReplaceable(
      Membership me, ParticipantState former, Representation represented) {
    if (former.participant().equals(me.participant())) {
      throw new Failure.Forbidden("access.denied");
    }
    requireProvider(former);
    if (represented.service() == null) {
      throw new Failure.Conflict("service.missing", null);
    }
    if (!represented.hasAccess()) {
      throw new Failure.Conflict("service.noAccess", null);
    }
  }

  /** What the owner has decided, about either of the two, limits the new participant (PART-1). */
  private static ParticipantToAdd successor(
      PlanId plan, ParticipantState former, Representation represented, PersonId person) {
    if (person.equals(former.person())) {
      throw new Failure.Conflict(
          "participant.exists", new ExistingParticipant(former.participant()));
    }
    ParticipantDetails details =
        new ParticipantDetails(
            Optional.of(former.rights()),
            former.limit(),
            represented.responsibility(),
            represented.service(),
            former.endsOn(),
            former.consentScope(),
            former.reason());
    return new ParticipantToAdd(plan, person, former.role(), details);
  }

  private static void record(PlanTx tx, ParticipantState former, ParticipantId id) {
    ParticipantRightsService.recordRemoval(tx, former);
    tx.log(PlanLogEvent.PARTICIPANT_REPLACED, id);
  }

  /** Those who decide are told in any case; others as of any new participant (NOTIF-1). */
  private Completable notifyOthers(PlanTx tx, ParticipantId id) {
    return outbox
        .enqueueForDeciders(
            tx.tx(), NoticeType.SERVICE_PERSON_CHANGED, tx.planId(), tx.caller().person())
        .andThen(creation.notifyOthers(tx, id, other -> !other.decides()));
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }
}
