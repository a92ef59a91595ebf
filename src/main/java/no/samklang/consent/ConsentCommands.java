package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Set;
import no.samklang.access.AccessEnded;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.ConsentRenewal;
import no.samklang.consent.Consents.ConsentScope;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/** Renews and withdraws the consent of a plan (PART-4, PLAN-8). */
@CheckReturnValue
final class ConsentCommands {
  private final PlanCommands planCommands;
  private final ConsentQuery consents;
  private final ConsentRegister register;
  private final ConsentRepository repository = new ConsentRepository();

  ConsentCommands(PlanCommands planCommands, ConsentQuery consents, ConsentRegister register) {
    this.planCommands = planCommands;
    this.consents = consents;
    this.register = register;
  }

  /**
   * Fails as {@link ConsentRegister#give} does, and with {@code version.stale} and the current
   * state.
   */
  Single<ConsentPage> renew(Command<ConsentRenewal> command) {
    return planCommands.run(
        command,
        Right.RENEW_CONSENT,
        tx ->
            tx.requireCurrent(tx.plan().consentVersion(), page(tx, command))
                .andThen(Completable.defer(() -> give(tx, command.body())))
                .andThen(page(tx, command))
                .doOnSuccess(page -> publishChange(tx, page.version())));
  }

  private Single<ConsentPage> page(PlanTx tx, Command<?> command) {
    return Single.defer(() -> consents.get(tx.reads(), command));
  }

  private Completable give(PlanTx tx, ConsentRenewal renewal) {
    return register
        .basis(tx.tx(), tx.planId())
        .flatMapCompletable(
            basis ->
                register.give(
                    tx.tx(),
                    tx.planId(),
                    tx.caller().person(),
                    source(tx.member()),
                    renewal.consent(),
                    basis))
        .andThen(Completable.defer(() -> share(tx, renewal)));
  }

  private static ConsentSource source(Membership member) {
    if (!member.decides()) {
      return ConsentSource.COORDINATOR;
    }
    return member.isOwner() ? ConsentSource.OWNER : ConsentSource.GUARDIAN;
  }

  private Completable share(PlanTx tx, ConsentRenewal renewal) {
    if (!Boolean.TRUE.equals(renewal.differentiated())) {
      return repository.deleteScopes(tx);
    }
    List<ConsentScope> scopes = renewal.participants();
    return repository
        .updateScopes(tx, scopes)
        .doOnSuccess(found -> requireAll(found, scopes))
        .ignoreElement();
  }

  private static void requireAll(int found, List<ConsentScope> scopes) {
    if (found != scopes.size()) {
      throw new Failure.Invalid("consent.invalid", "participants", "invalid");
    }
  }

  /**
   * Shuts the plan at once for all but the owner and the coordinator: no page of theirs stays open.
   * Twice is as once.
   */
  Single<Done> withdraw(Command<Void> command) {
    return planCommands.run(
        command,
        Right.WITHDRAW_CONSENT,
        tx ->
            repository
                .withdraw(tx)
                .doOnSuccess(withdrawn -> withdrawn.ifPresent(shutOut -> conclude(tx, shutOut)))
                .map(withdrawn -> Done.DONE));
  }

  private static void conclude(PlanTx tx, Set<PersonId> shutOut) {
    tx.log(Event.CONSENT_WITHDRAWN);
    tx.publish(new AccessEnded(tx.planId(), shutOut));
    changed(tx);
  }

  /** The plan's consent has another version, with the commit. */
  static void changed(PlanTx tx) {
    tx.tx().enlist(ConsentRegister.UPDATE_VERSION, tx.planId(), tx.now(), tx.caller().person());
    publishChange(tx, tx.plan().consentVersion() + 1);
  }

  private static void publishChange(PlanTx tx, int version) {
    tx.publish(new PlanChanged(tx.planId(), "consent", version));
  }
}
