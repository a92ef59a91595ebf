package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import no.samklang.auth.Passwords;
import no.samklang.db.Database;

/** Fills an empty database with made-up people. */
@CheckReturnValue
public final class DemoData {
  /** The password of every demo user. */
  static final String PASSWORD = "Samklang-demo-1";

  private final Database db;
  private final Passwords passwords;
  private final Clock clock;

  public DemoData(Database db, Passwords passwords, Clock clock) {
    this.db = db;
    this.passwords = passwords;
    this.clock = clock;
  }

  public Completable fillIfEmpty() {
    return db.run(
            "select $1::timestamptz, $2::text",
            clock.instant().atOffset(java.time.ZoneOffset.UTC),
            DemoData.PASSWORD + (passwords == null))
        .ignoreElement();
  }
}
