package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import no.samklang.auth.LoginAttempts.WrongGuessException;
import no.samklang.auth.OneTimeCodeRepository.SentCode;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.security.ServiceKey;

/**
 * Tells wrong guesses from codes of other logins of the same account: the last message wasn't read,
 * or there are two pages. Such a code isn't counted (LOGIN-2). Since it has been typed where it
 * doesn't belong, it can't be used any more, so that a guess gains nothing by several logins.
 */
@CheckReturnValue
final class MistypedCodes {
  private final Database db;
  private final ServiceKey key;
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  MistypedCodes(Database db, ServiceKey key) {
    this.db = db;
    this.key = key;
  }

  /**
   * The refusal of a code that isn't the login's: {@code code.older} when it was sent before that
   * one, {@code code.newer} when it was sent after, otherwise a wrong guess.
   */
  Single<RuntimeException> refusal(SentCode sent, String typed, Instant now) {
    return codes
        .findOthers(db, sent)
        .flatMap(
            others ->
                others.stream()
                    .filter(other -> other.matches(key, typed))
                    .findFirst()
                    .map(other -> refusal(sent, other, now))
                    .orElseGet(() -> Single.just(wrongGuess())));
  }

  private Single<RuntimeException> refusal(SentCode sent, SentCode other, Instant now) {
    String code = other.expiresAt().isAfter(sent.expiresAt()) ? "code.newer" : "code.older";
    return db.inTransaction(tx -> codes.markUsed(tx, other.challenge(), now))
        .map(marked -> new Failure.Unauthenticated(code));
  }

  private static WrongGuessException wrongGuess() {
    return new WrongGuessException(
        SecurityEvent.CODE_WRONG, new Failure.Unauthenticated("code.wrong"));
  }
}
