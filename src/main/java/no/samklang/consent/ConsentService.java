package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.Access;
import no.samklang.access.AccessEnded;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.consent.ConsentRegister.Basis;
import no.samklang.consent.ConsentStore.Seen;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.consent.Consents.OfPlan;
import no.samklang.consent.Consents.Renew;
import no.samklang.consent.Consents.ScopeOf;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Reads, renews and withdraws the consent of a plan (PART-4, PLAN-8). */
@CheckReturnValue
final class ConsentService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final AccessLog seen;
  private final ConsentRegister register;
  private final ConsentStore store;
  private final PlanLog log;

  ConsentService(Database db, Bus bus, Clock clock, Access access, AccessLog seen) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.seen = seen;
    this.register = new ConsentRegister(clock);
    this.store = new ConsentStore(access);
    this.log = new PlanLog(clock);
  }

  Single<ConsentPage> read(OfPlan question) {
    return store
        .read(db, question)
        .doOnSuccess(page -> seen.saw(question.caller(), page.member(), PlanSection.CONSENT))
        .map(Seen::what);
  }

  Single<ConsentPage> renew(Renew command) {
    return db.inTransaction(tx -> renew(tx, command))
        .doOnSuccess(page -> tellChange(command.plan(), page.version()));
  }

  private Single<ConsentPage> renew(Tx tx, Renew command) {
    return allowed(tx, question(command), Right.RENEW_CONSENT)
        .flatMap(
            member -> register.basis(tx, command.plan()).map(basis -> new Seen<>(member, basis)))
        .flatMap(basis -> requireCurrent(tx, command, basis))
        .flatMapCompletable(basis -> give(tx, command, basis))
        .andThen(Single.defer(() -> store.read(tx, question(command))))
        .map(Seen::what);
  }

  /** By the rights of the moment that nobody else changes the consent any more. */
  private Single<Membership> allowed(Tx tx, OfPlan command, Right right) {
    return register
        .lock(tx, command.plan())
        .andThen(Single.defer(() -> access.require(tx, command.caller(), command.plan(), right)));
  }

  private Single<Seen<Basis>> requireCurrent(Tx tx, Renew command, Seen<Basis> basis) {
    if (basis.what().version() == command.basedOn()) {
      return Single.just(basis);
    }
    return store
        .read(tx, question(command))
        .flatMap(page -> Single.error(new Failure.Conflict("version.stale", page.what())));
  }

  private Completable give(Tx tx, Renew command, Seen<Basis> basis) {
    return register
        .give(
            tx,
            command.plan(),
            command.caller().person(),
            giver(basis.member()),
            command.input(),
            basis.what())
        .andThen(Completable.defer(() -> share(tx, command)));
  }

  private static Giver giver(Membership member) {
    if (!member.decides()) {
      return Giver.COORDINATOR;
    }
    return member.isOwner() ? Giver.OWNER : Giver.GUARDIAN;
  }

  private Completable share(Tx tx, Renew command) {
    if (!Boolean.TRUE.equals(command.input().differentiated())) {
      return store.shareAll(tx, command.plan()).ignoreElement();
    }
    List<ScopeOf> scopes = command.participants();
    return store
        .share(tx, command.plan(), scopes)
        .doOnSuccess(found -> requireAll(found, scopes))
        .ignoreElement();
  }

  private static void requireAll(int found, List<ScopeOf> scopes) {
    if (found != scopes.size()) {
      throw new Failure.Invalid("consent.invalid", "participants", "invalid");
    }
  }

  /** Who is shut out, and the consent's version since then. */
  private record Withdrawn(Set<PersonId> shutOut, int version) {}

  /** The plan is shut at once: no page of those it is shut for stays open. */
  Single<Done> withdraw(OfPlan command) {
    return db.inTransaction(tx -> withdraw(tx, command))
        .doOnSuccess(withdrawn -> withdrawn.ifPresent(now -> tell(command.plan(), now)))
        .map(withdrawn -> Done.DONE);
  }

  private Single<Optional<Withdrawn>> withdraw(Tx tx, OfPlan command) {
    PersonId by = command.caller().person();
    return allowed(tx, command, Right.WITHDRAW_CONSENT)
        .flatMap(member -> store.withdraw(tx, command.plan(), by, clock.instant()))
        .flatMap(
            shutOut ->
                shutOut
                    .map(persons -> note(tx, command, persons).map(Optional::of))
                    .orElse(Single.just(Optional.empty())));
  }

  private Single<Withdrawn> note(Tx tx, OfPlan command, Set<PersonId> shutOut) {
    PersonId by = command.caller().person();
    return log.add(tx, new Entry(command.plan(), by, Event.CONSENT_WITHDRAWN))
        .andThen(Single.defer(() -> register.changed(tx, command.plan(), by)))
        .map(version -> new Withdrawn(shutOut, version));
  }

  private void tell(PlanId plan, Withdrawn withdrawn) {
    bus.publish(new AccessEnded(plan, withdrawn.shutOut()));
    tellChange(plan, withdrawn.version());
  }

  private void tellChange(PlanId plan, int version) {
    bus.publish(new PlanChanged(plan, "consent", version));
  }

  private static OfPlan question(Renew command) {
    return new OfPlan(command.caller(), command.plan());
  }
}
