package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.time.Clock;
import java.util.Map;
import no.samklang.access.Access;
import no.samklang.auth.Passwords;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;

/** Fills an empty database with made-up people, as {@link Story} tells of them. */
@CheckReturnValue
public final class DemoData {
  /** The password of every demo user. */
  static final String PASSWORD = "Samklang-demo-1";

  // the smallest queue that can be configured takes these
  private static final int HASHED_AT_A_TIME = 2;
  private static final String IS_EMPTY = "select not exists (select from organisation) as is_empty";
  // of two that start at the same time, one fills
  private static final String LOCK = "lock table organisation in share row exclusive mode";

  private final Database db;
  private final Passwords passwords;
  private final Access access;

  public DemoData(Database db, Passwords passwords, Clock clock) {
    this.db = db;
    this.passwords = passwords;
    this.access = new Access(clock);
  }

  /**
   * Does nothing where there is an organisation; otherwise all of it is there afterwards, or
   * nothing.
   */
  public Completable fillIfEmpty() {
    return isEmpty(db).flatMapCompletable(empty -> empty ? fill() : Completable.complete());
  }

  private static Single<Boolean> isEmpty(SqlReader sql) {
    return sql.query(IS_EMPTY).map(rows -> rows.iterator().next().getBoolean("is_empty"));
  }

  private Completable fill() {
    return Single.fromCallable(Story::read)
        .subscribeOn(Schedulers.io())
        .flatMap(story -> passwordHashes(story).map(hashes -> inserts(story, hashes)))
        .flatMap(inserts -> db.inTransaction(tx -> insert(tx, inserts)))
        .ignoreElement();
  }

  private Single<Map<String, String>> passwordHashes(Story story) {
    return Flowable.fromIterable(story.persons().entrySet())
        .filter(person -> person.getValue().login() != null)
        .map(Map.Entry::getKey)
        .flatMapSingle(
            username -> passwords.hash(PASSWORD).map(hash -> Map.entry(username, hash)),
            false,
            HASHED_AT_A_TIME)
        .toMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Inserts inserts(Story story, Map<String, String> passwordHashes) {
    Days days = new Days(access.today());
    Inserts inserts = new Inserts();
    PeopleRows people = new PeopleRows(inserts, days, passwordHashes);
    people.add(story);
    story.plans().forEach(plan -> new PlanRows(inserts, days, people).add(plan));
    return inserts;
  }

  private static Single<Boolean> insert(Tx tx, Inserts inserts) {
    return tx.execute(LOCK)
        .flatMap(locked -> isEmpty(tx))
        .flatMap(empty -> empty ? inserts.run(tx).toSingleDefault(true) : Single.just(false));
  }
}
