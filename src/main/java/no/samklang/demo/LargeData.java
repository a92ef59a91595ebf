package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Map;
import no.samklang.auth.PasswordHasher;
import no.samklang.config.SettingsException;
import no.samklang.db.SqlScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a database with generated persons and plans in the number of a large municipality, for load
 * tests. Users are named {@code person1} and up; all have the password of the demo users and the
 * same hash, because thousands of hashes would take minutes.
 */
@CheckReturnValue
public final class LargeData {
  /** The command line argument. */
  public static final String ARGUMENT = "--large";

  private static final Logger LOG = LoggerFactory.getLogger(LargeData.class);
  private static final String FILE = "/demo/large.sql";
  private static final String IS_EMPTY = "select not exists (select from organisation)";

  private final SqlScript script;
  private final PasswordHasher passwordHasher;
  private final String terms;

  /**
   * @param terms version of the terms that all users have accepted
   */
  public LargeData(SqlScript script, PasswordHasher passwordHasher, String terms) {
    this.script = script;
    this.passwordHasher = passwordHasher;
    this.terms = terms;
  }

  /**
   * Numbers of rows. There is one coordinator per 30 plans and one owner per plan; at least six
   * persons must be left for the groups.
   *
   * @param messages in each plan, each to all eight participants
   */
  public record Scale(int persons, int plans, int messages) {
    /** 40,000 participants, 300,000 messages, 2.4 million receipts. */
    public static final Scale FULL = new Scale(10_000, 5_000, 60);
  }

  /**
   * Fills an empty database in one transaction. Fails with {@link SettingsException} when it holds
   * data.
   */
  public Completable fill(Scale scale) {
    return passwordHasher
        .hash(DemoData.PASSWORD)
        .observeOn(Schedulers.io())
        .map(hash -> script.run(FILE, IS_EMPTY, parameters(scale, hash)))
        .flatMapCompletable(filled -> filled ? Completable.complete() : notEmpty())
        .doOnComplete(() -> LOG.info("Users person1 to person{}", scale.persons()));
  }

  private Map<String, String> parameters(Scale scale, String passwordHash) {
    return Map.of(
        "large.persons", Integer.toString(scale.persons()),
        "large.plans", Integer.toString(scale.plans()),
        "large.messages", Integer.toString(scale.messages()),
        "large.password_hash", passwordHash,
        "large.terms", terms);
  }

  private static Completable notEmpty() {
    return Completable.error(
        new SettingsException(
            ARGUMENT, "the database already holds persons and plans; use an empty one"));
  }
}
