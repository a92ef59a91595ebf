package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.Map;
import no.samklang.auth.Passwords;
import no.samklang.config.SettingsException;
import no.samklang.db.Script;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a database with as many made-up people and plans as a large municipality has, to see how
 * the service does with them. Users are named {@code person1} and on; all have the password of the
 * demo users, and the very same hash of it, since thousands would take minutes to make.
 */
@CheckReturnValue
public final class LargeData {
  /** The start argument that asks for it. */
  public static final String ARGUMENT = "--large";

  private static final Logger LOG = LoggerFactory.getLogger(LargeData.class);
  private static final String FILE = "/demo/large.sql";
  private static final String MAY_FILL = "select not exists (select from organisation)";

  private final Script script;
  private final Passwords passwords;
  private final String terms;

  /**
   * @param terms the version that all have accepted
   */
  public LargeData(Script script, Passwords passwords, String terms) {
    this.script = script;
    this.passwords = passwords;
    this.terms = terms;
  }

  /**
   * How much of it. A thirtieth of the plans are coordinators, each plan has an owner, and at least
   * six persons must be left for the groups.
   *
   * @param messages in each plan, each to all eight participants
   */
  public record Scale(int persons, int plans, int messages) {
    /** 40,000 participants, 300,000 messages, 2.4 million receipts. */
    public static final Scale FULL = new Scale(10_000, 5_000, 60);
  }

  /**
   * Fills an empty database; all of it is there afterwards, or nothing. Fails with {@link
   * SettingsException} where there is something already.
   */
  public Completable fill(Scale scale) {
    return passwords
        .hash(DemoData.PASSWORD)
        .observeOn(Schedulers.io())
        .map(hash -> script.run(FILE, MAY_FILL, values(scale, hash)))
        .flatMapCompletable(filled -> filled ? Completable.complete() : refused())
        .doOnComplete(() -> LOG.info("Users person1 to person{}", scale.persons()));
  }

  private Map<String, String> values(Scale scale, String passwordHash) {
    return Map.of(
        "large.persons", Integer.toString(scale.persons()),
        "large.plans", Integer.toString(scale.plans()),
        "large.messages", Integer.toString(scale.messages()),
        "large.password_hash", passwordHash,
        "large.terms", terms);
  }

  private static Completable refused() {
    return Completable.error(
        new SettingsException(
            ARGUMENT, "the database holds people and plans already; give it an empty one"));
  }
}
