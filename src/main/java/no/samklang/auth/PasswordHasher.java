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
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.Settings;
import no.samklang.text.VisibleText;

/** Hashes and checks passwords with Argon2id (RFC 9106), on worker threads. */
@CheckReturnValue
public final class PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  // without easily confused letters and digits
  private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String DIGITS = "23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WorkerPool workers;
  private final Settings.Argon2Settings cost;
  private final String dummyHash;

  public PasswordHasher(WorkerPool workers, Settings.PasswordSettings settings) {
    this.workers = workers;
    this.cost = settings.argon2();
    this.dummyHash = dummyHash(cost);
  }

  /** Which of an account's passwords was given. */
  enum PasswordMatch {
    OWN,
    MAILED,
    NONE
  }

  /** Runs other slow password work on the hashing pool. */
  <T> Single<T> run(Callable<T> work) {
    return workers.run(work);
  }

  public Single<String> hash(String password) {
    return workers.run(() -> hashBlocking(password));
  }

  /**
   * Compares with both of an account's passwords, by one slow hash. Takes the same time without an
   * account or a mailed password (LOGIN-2); but for one that was mailed by an earlier version of
   * the service, within its lifetime, and once it has become the account's.
   */
  Single<PasswordMatch> match(String password, Optional<Account> account) {
    return workers.run(
        () -> {
          boolean own = verifyTyped(password, account.flatMap(Account::loginHash));
          boolean mailed = verifyMailed(password, account.flatMap(Account::mailedHash));
          return own ? PasswordMatch.OWN : mailed ? PasswordMatch.MAILED : PasswordMatch.NONE;
        });
  }

  Single<Boolean> matches(String password, String hash) {
    return workers.run(() -> verifyTyped(password, Optional.of(hash)));
  }

  /**
   * Generates a password that can be read aloud and typed and satisfies the rule (LOGIN-5): about
   * 70 random bits.
   */
  static String generate() {
    return randomText(UPPER, 3)
        + randomText(LOWER, 4)
        + "-"
        + randomText(DIGITS, 3)
        + randomText(LOWER, 4)
        + randomText(DIGITS, 2);
  }

  private static String randomText(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    RANDOM.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
    return text.toString();
  }

  /**
   * Compares a password as it was typed, since it may begin or end with spaces, and then without
   * the white space and format characters that copying leaves around it.
   */
  private boolean verifyTyped(String password, Optional<String> hash) {
    String copied = VisibleText.trimCopied(password);
    boolean asTyped = verify(password, hash);
    return asTyped || (!copied.equals(password) && verify(copied, hash));
  }

  private boolean verifyMailed(String password, Optional<String> hash) {
    boolean isSlow = hash.isPresent() && !MailedPassword.isHash(hash.get());
    return isSlow
        ? verifyTyped(password, hash)
        : MailedPassword.matches(VisibleText.trimCopied(password), hash.orElse(null));
  }

  private boolean verify(String password, Optional<String> hash) {
    String encoded = hash.orElse(dummyHash);
    if (MailedPassword.isHash(encoded)) {
      return MailedPassword.matches(password, encoded);
    }
    boolean same = check(normalized(password), encoded) || isOfBefore(password, encoded);
    return same && hash.isPresent();
  }

  /** Hashed before passwords were NFKC; checked only where that makes a difference. */
  private static boolean isOfBefore(String password, String encoded) {
    String canonical = Normalizer.normalize(password, Normalizer.Form.NFC);
    return !canonical.equals(normalized(password)) && check(canonical, encoded);
  }

  private static boolean check(String password, String encoded) {
    return Password.check(password, encoded).with(Argon2Function.getInstanceFromHash(encoded));
  }

  private String hashBlocking(String password) {
    return Password.hash(normalized(password)).addRandomSalt(SALT_BYTES).with(argon2()).getResult();
  }

  /**
   * NFKC: keyboards enter "å" as one character or as two, and digits or signs in forms of their
   * own.
   */
  private static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /** Created at first use and cached by the library: it holds the memory of one hash. */
  private Argon2Function argon2() {
    return Argon2Function.getInstance(
        cost.memoryKiB(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
  }

  /**
   * A hash as costly to check as any other; random, since computing a real one takes as long as a
   * check.
   */
  private static String dummyHash(Settings.Argon2Settings cost) {
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
