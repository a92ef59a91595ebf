package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.bus.Caller;
import no.samklang.bus.Origin;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/** What other rooms do with accounts, in transactions of their own. */
@CheckReturnValue
public final class AccountRegister {
  /** A person's addresses, before and after; null where there is none. */
  public record Move(
      PersonId person, String emailBefore, String email, String mobileBefore, String mobile) {

    @Override
    public String toString() {
      return "Move " + person;
    }
  }

  public AccountRegister(AuthParts parts) {}

  /** Sees to what a change of addresses means for the account (the takeover rule). */
  public Completable readdress(Tx tx, Caller caller, Origin origin, Move move) {
    return Completable.complete();
  }
}
