package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Set;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.ConsentRenewal;
import no.samklang.consent.Consents.ConsentScope;
import no.samklang.error.Failure;
import no.samklang.event.AccessEnded;
import no.samklang.event.PlanChanged;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/** Renews and withdraws the consent of a plan (PART-4, PLAN-8). */
@CheckReturnValue
final class ConsentCommands {
  private final PlanCommands planCommands;
  private final ConsentQuery consents;
  private final ConsentService consentService;
  private final ConsentRepository repository = new ConsentRepository();

  ConsentCommands(PlanCommands planCommands, ConsentQuery consents, ConsentService consentService) {
    this.planCommands = planCommands;
    this.consents = consents;
    this.consentService = consentService;
  }

  /**
   * Renews the consent. Fails as {@link ConsentService#give} does, and with {@code version.stale}
   * and the current state.
   */
  Single<ConsentPage> renew(Command<ConsentRenewal> command) {
    return planCommands.run(
        command,
        Right.RENEW_CONSENT,
        tx ->
            tx.requireCurrent(tx.plan().consentVersion(), page(tx, command))
                .andThen(Completable.defer(() -> giveAndSign(tx, command)))
                .andThen(page(tx, command))
                .doOnSuccess(page -> publishChange(tx, page.version())));
  }

  private Single<ConsentPage> page(PlanTx tx, Command<?> command) {
    return Single.defer(() -> consents.get(tx.reads(), command));
  }

  private Completable giveAndSign(PlanTx tx, Command<ConsentRenewal> command) {
    if (command.body().signature() == null) {
      return give(tx, command.body());
    }
    return ConsentSignatures.requireRead(tx, command)
        .flatMapCompletable(
            text ->
                give(tx, command.body())
                    .andThen(Completable.defer(() -> ConsentSignatures.insert(tx, text))));
  }

  private Completable give(PlanTx tx, ConsentRenewal renewal) {
    return consentService
        .findBasis(tx.tx(), tx.planId())
        .flatMapCompletable(
            basis ->
                consentService.give(
                    tx.tx(),
                    tx.planId(),
                    tx.caller().person(),
                    source(tx.member()),
                    renewal.consent(),
                    basis))
        .andThen(Completable.defer(() -> applyScopes(tx, renewal)));
  }

  private static ConsentSource source(Membership member) {
    if (!member.hasOwnerAuthority()) {
      return ConsentSource.COORDINATOR;
    }
    return member.isOwner() ? ConsentSource.OWNER : ConsentSource.GUARDIAN;
  }

  private Completable applyScopes(PlanTx tx, ConsentRenewal renewal) {
    if (!Boolean.TRUE.equals(renewal.differentiated())) {
      return repository.deleteScopes(tx);
    }
    List<ConsentScope> scopes = renewal.participants();
    return repository
        .updateScopes(tx, scopes)
        .doOnSuccess(updated -> requireAll(updated, scopes))
        .ignoreElement();
  }

  private static void requireAll(int updated, List<ConsentScope> scopes) {
    if (updated != scopes.size()) {
      throw new Failure.Invalid("consent.invalid", "participants", "invalid");
    }
  }

  /**
   * Withdraws the consent, which closes the plan at once for all but those who decide for the owner
   * and the coordinators, and closes their sockets. Idempotent.
   */
  Single<NoContent> withdraw(Command<Void> command) {
    return planCommands.run(
        command,
        Right.WITHDRAW_CONSENT,
        tx ->
            repository
                .withdraw(tx)
                .doOnSuccess(
                    withdrawn ->
                        withdrawn.ifPresent(losingAccess -> recordWithdrawal(tx, losingAccess)))
                .map(withdrawn -> NoContent.NO_CONTENT));
  }

  private static void recordWithdrawal(PlanTx tx, Set<PersonId> losingAccess) {
    tx.log(PlanLogEvent.CONSENT_WITHDRAWN);
    tx.publish(new AccessEnded(tx.planId(), losingAccess));
    incrementVersion(tx);
  }

  /**
   * Increments the version of the plan's consent and publishes the change, both with the commit.
   */
  static void incrementVersion(PlanTx tx) {
    tx.tx()
        .executeAtCommit(
            ConsentService.UPDATE_VERSION, tx.planId(), tx.now(), tx.caller().person());
    publishChange(tx, tx.plan().consentVersion() + 1);
  }

  private static void publishChange(PlanTx tx, int version) {
    tx.publish(new PlanChanged(tx.planId(), "consent", version));
  }
}
