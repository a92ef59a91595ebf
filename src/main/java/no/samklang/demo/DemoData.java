package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.time.Clock;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.PasswordHasher;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;

/** Fills an empty database with the fictitious persons and plans of {@link DemoStory}. */
@CheckReturnValue
public final class DemoData {
  /** The password of every demo user. */
  static final String PASSWORD = "Samklang-demo-1";

  // fits the smallest password queue that can be configured
  private static final int HASHING_CONCURRENCY = 2;
  private static final String IS_EMPTY = "select not exists (select from organisation) as is_empty";
  // of two nodes that start at the same time, one fills
  private static final String LOCK = "lock table organisation in share row exclusive mode";

  private final Database db;
  private final PasswordHasher passwordHasher;
  private final AccessPolicy access;

  public DemoData(Database db, PasswordHasher passwordHasher, Clock clock) {
    this.db = db;
    this.passwordHasher = passwordHasher;
    this.access = new AccessPolicy(clock);
  }

  /** Inserts all data in one transaction; does nothing when there is an organisation. */
  public Completable fillIfEmpty() {
    return isEmpty(db).flatMapCompletable(empty -> empty ? fill() : Completable.complete());
  }

  private static Single<Boolean> isEmpty(SqlReader sql) {
    return sql.query(IS_EMPTY).map(rows -> rows.iterator().next().getBoolean("is_empty"));
  }

  private Completable fill() {
    return Single.fromCallable(DemoStory::read)
        .subscribeOn(Schedulers.io())
        .flatMap(story -> passwordHashes(story).map(hashes -> inserter(story, hashes)))
        .flatMap(inserter -> db.inTransaction(tx -> insert(tx, inserter)))
        .ignoreElement();
  }

  private Single<Map<String, String>> passwordHashes(DemoStory story) {
    return Flowable.fromIterable(story.persons().entrySet())
        .filter(person -> person.getValue().login() != null)
        .map(Map.Entry::getKey)
        .flatMapSingle(
            username -> passwordHasher.hash(PASSWORD).map(hash -> Map.entry(username, hash)),
            false,
            HASHING_CONCURRENCY)
        .toMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private DemoInserter inserter(DemoStory story, Map<String, String> passwordHashes) {
    StoryDates dates = new StoryDates(access.today());
    DemoInserter inserter = new DemoInserter();
    PersonRowFactory personRows = new PersonRowFactory(inserter, dates, passwordHashes);
    personRows.add(story);
    StoryGoals goals = StoryGoals.read();
    StoryDocuments documents = StoryDocuments.read();
    StoryBackgrounds backgrounds = StoryBackgrounds.read();
    StoryEvents events = StoryEvents.read();
    StoryMeetings meetings = StoryMeetings.read();
    story
        .plans()
        .forEach(
            plan ->
                new PlanRowFactory(inserter, dates, personRows)
                    .add(
                        plan,
                        goals.of(plan.shortName()),
                        backgrounds.of(plan.shortName()),
                        documents.of(plan.shortName()),
                        events.of(plan.shortName()),
                        meetings.of(plan.shortName())));
    return inserter;
  }

  private static Single<Boolean> insert(Tx tx, DemoInserter inserter) {
    return tx.execute(LOCK)
        .flatMap(locked -> isEmpty(tx))
        .flatMap(
            empty -> empty ? inserter.insertAll(tx).toSingleDefault(true) : Single.just(false));
  }
}
