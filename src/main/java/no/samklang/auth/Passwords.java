package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.reactivex.rxjava3.core.Single;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import no.samklang.config.Settings;
import no.samklang.work.WorkerPool;

/** Hashes and checks passwords with Argon2id (RFC 9106), on worker threads. */
@CheckReturnValue
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  // no letters or digits that are easily taken for one another
  private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String DIGITS = "23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WorkerPool workers;
  private final Settings.Argon2 cost;
  private final String nobodysHash;

  public Passwords(WorkerPool workers, Settings.Password settings) {
    this.workers = workers;
    this.cost = settings.argon2();
    this.nobodysHash = nobodysHash(cost);
  }

  /** Which of an account's passwords was given. */
  enum Match {
    OWN,
    MAILED,
    NONE
  }

  /** Does other work on passwords that is too slow for an event loop, where they are hashed. */
  <T> Single<T> work(Callable<T> work) {
    return workers.run(work);
  }

  public Single<String> hash(String password) {
    return workers.run(() -> hashNow(password));
  }

  /**
   * Compares with both of an account's passwords. Takes as long when there is no account, or no
   * mailed password (LOGIN-2).
   */
  Single<Match> match(String password, Optional<Account> account) {
    return workers.run(
        () -> {
          boolean own = check(password, account.flatMap(Account::loginHash));
          boolean mailed = check(password, account.flatMap(Account::mailedHash));
          return own ? Match.OWN : mailed ? Match.MAILED : Match.NONE;
        });
  }

  Single<Boolean> matches(String password, String hash) {
    return workers.run(() -> check(password, Optional.of(hash)));
  }

  /**
   * A password that can be read aloud and typed, and keeps the rule (LOGIN-5): about 70 random
   * bits.
   */
  static String generate() {
    return group(UPPER, 3)
        + group(LOWER, 4)
        + "-"
        + group(DIGITS, 3)
        + group(LOWER, 4)
        + group(DIGITS, 2);
  }

  private static String group(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    RANDOM.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
    return text.toString();
  }

  private boolean check(String password, Optional<String> hash) {
    String encoded = hash.orElse(nobodysHash);
    boolean same =
        Password.check(normalized(password), encoded)
            .with(Argon2Function.getInstanceFromHash(encoded));
    return same && hash.isPresent();
  }

  private String hashNow(String password) {
    return Password.hash(normalized(password)).addRandomSalt(SALT_BYTES).with(argon2()).getResult();
  }

  /** Keyboards write "å" as one character or as two (RFC 8265: OpaqueString). */
  private static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  /** Made at first use, and kept by the library: it holds the memory of a whole check. */
  private Argon2Function argon2() {
    return Argon2Function.getInstance(
        cost.memoryKiB(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
  }

  /** As costly to check as any other; random, since making a real one takes as long as a check. */
  private static String nobodysHash(Settings.Argon2 cost) {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKiB(),
            cost.iterations(),
            cost.parallelism(),
            random(SALT_BYTES),
            random(HASH_BYTES));
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
