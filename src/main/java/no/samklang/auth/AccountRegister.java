package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Objects;
import no.samklang.access.Access;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Outbox;

/** What other rooms do with accounts, in transactions of their own. */
@CheckReturnValue
public final class AccountRegister {
  private final Access access;
  private final Outbox outbox;
  private final Sessions sessions;
  private final SecurityLog log;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore store = new SessionStore();

  public AccountRegister(AuthParts parts) {
    this.access = new Access(parts.clock());
    this.outbox = parts.outbox();
    this.sessions = parts.sessions();
    this.log = parts.log();
  }

  /** A person's addresses, before and after; null where there is none. */
  public record Move(
      PersonId person, String emailBefore, String email, String mobileBefore, String mobile) {

    private boolean isNone() {
      return Objects.equals(emailBefore, email) && Objects.equals(mobileBefore, mobile);
    }

    private boolean leaves(Channel channel) {
      return channel == Channel.SMS ? mobile == null : email == null;
    }

    @Override
    public String toString() {
      return "Move " + person;
    }
  }

  /**
   * Sees to what a change of a person's addresses means for the account. Fails with {@link
   * Failure.Invalid} {@code account.channelWithoutAddress} when codes would have nowhere to go, and
   * with {@link Failure.Forbidden} {@code account.notYours} when the caller could take the account
   * over. The person's row must be locked.
   */
  public Completable readdress(Tx tx, Caller caller, Origin origin, Move move) {
    if (move.isNone()) {
      return Completable.complete();
    }
    return Standing.find(tx, move.person(), caller.person(), access.today())
        .map(found -> allowed(caller, move, found.standing()))
        .flatMapCompletable(
            standing ->
                tell(tx, move, standing)
                    .andThen(
                        log.addOf(
                            tx, Event.ADDRESS_CHANGED, move.person(), caller.person(), origin)));
  }

  private static Standing allowed(Caller caller, Move move, Standing standing) {
    if (!caller.person().equals(move.person()) && !standing.mayReaddress()) {
      throw new Failure.Forbidden("account.notYours");
    }
    if (standing.hasAccount() && move.leaves(standing.channel())) {
      String field = standing.channel() == Channel.SMS ? "mobile" : "email";
      throw new Failure.Invalid(
          "account.channelWithoutAddress", field, "account.channelWithoutAddress");
    }
    return standing;
  }

  /** One's own change too: it may be made by another at a screen that was left open. */
  private Completable tell(Tx tx, Move move, Standing standing) {
    if (!standing.hasAccount()) {
      return Completable.complete();
    }
    return tell(tx, move.person(), Channel.EMAIL, move.emailBefore(), move.email())
        .andThen(tell(tx, move.person(), Channel.SMS, move.mobileBefore(), move.mobile()));
  }

  private Completable tell(Tx tx, PersonId person, Channel channel, String before, String after) {
    return before == null || before.equals(after)
        ? Completable.complete()
        : outbox.addressChanged(tx, person, channel, before);
  }

  /**
   * Deletes a person's account with all that belongs to it. {@link #announce} the sessions that it
   * gives after the commit.
   */
  public Single<List<SessionId>> delete(Tx tx, Caller caller, Origin origin, PersonId person) {
    return store
        .deleteOf(tx, person)
        .doOnSuccess(
            ended ->
                ended.forEach(session -> tx.publish(new SessionEnded(session, EndReason.ENDED))))
        .flatMap(ended -> accounts.delete(tx, person).toSingleDefault(ended))
        .flatMap(
            ended ->
                log.addOf(tx, Event.PERSON_DELETED, person, caller.person(), origin)
                    .toSingleDefault(ended));
  }

  /** Notes that the caller has read another's card. */
  public Completable noteRead(Tx tx, Caller caller, Origin origin, PersonId person) {
    return log.addOf(tx, Event.PERSON_READ, person, caller.person(), origin);
  }

  /** Ends these sessions on this node at once; others hear of it by the event. */
  public void announce(List<SessionId> ended) {
    ended.forEach(sessions::end);
  }
}
