package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.samklang.access.Membership;
import no.samklang.access.PlanTx;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.ParticipantToAdd.ParticipantDetails;
import no.samklang.person.PersonService;

/** Adds participants to a plan, within the owner's consent (PART-1). */
@CheckReturnValue
final class AddParticipantService {
  private final ParticipantCreation creation;

  AddParticipantService(ParticipantCreation creation) {
    this.creation = creation;
  }

  /**
   * Adds a registered person, or registers a new one. Idempotent by key, notifications included
   * (MSG-7). Fails with {@code participant.exists}, {@code plan.tooManyParticipants}, and as {@link
   * PersonService#register} does.
   */
  Single<Created> add(Command<NewParticipant> command) {
    return creation.run(command, (tx, id) -> add(tx, command.body(), id));
  }

  private Completable add(PlanTx tx, NewParticipant request, ParticipantId id) {
    validate(request, tx.member());
    return creation
        .add(tx, id, request, person -> toAdd(tx, request, person))
        .andThen(creation.tellDecidersOfReturn(tx, id))
        .andThen(creation.notifyOthers(tx, id, other -> true));
  }

  private static void validate(NewParticipant request, Membership me) {
    if (request.service() != null && request.role() != Role.PROVIDER) {
      throw new Failure.Invalid("service.notAllowed", "role", "role.notAllowed");
    }
    if (request.role() == Role.OWNER) {
      throw new Failure.Invalid("request.invalid", "role", "invalid");
    }
    boolean isPrivilegedRole =
        request.role() == Role.COORDINATOR || request.role() == Role.GUARDIAN;
    if (isPrivilegedRole && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    validateEnd(request, me);
  }

  /**
   * The period is inside the plan's consent (PART-4); a coordinator's access doesn't rest on it.
   */
  private static void validateEnd(NewParticipant request, Membership me) {
    if (request.role() != Role.COORDINATOR) {
      ParticipantConsentPolicy.requireWithinPlan(me, request.endsOn(), "endsOn");
    } else if (request.endsOn() != null && request.endsOn().isBefore(me.today())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  private static ParticipantToAdd toAdd(PlanTx tx, NewParticipant request, PersonId person) {
    ParticipantDetails details =
        new ParticipantDetails(
            Optional.ofNullable(request.rights()),
            null,
            request.responsibility(),
            request.service(),
            request.endsOn(),
            request.consentScope(),
            request.reason());
    return new ParticipantToAdd(tx.planId(), person, request.role(), details);
  }
}
