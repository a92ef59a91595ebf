package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.notification.Preferences.ChosenLanguage;
import no.samklang.notification.Preferences.Digest;
import no.samklang.notification.Preferences.OwnPreferences;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.operation.Result.LanguageChosen;
import no.samklang.text.Languages;

/** The language of a browser and of a person (LANG-1); digest and quiet hours (NOTIF-6). */
@CheckReturnValue
final class PreferenceService {
  private static final String GET =
      "select language, digest, quiet_from, quiet_to from person where id = $1";
  private static final String UPDATE =
      """
      update person set language = $2, digest = $3, quiet_from = $4, quiet_to = $5 where id = $1
      returning language, digest, quiet_from, quiet_to""";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private final Database db;

  PreferenceService(Platform platform) {
    this.db = platform.db();
  }

  /** Before the login: for the browser, until the next login. */
  Single<LanguageChosen> chooseLanguage(Command<ChosenLanguage> command) {
    return Single.fromCallable(
        () -> {
          requireKnown(command.body().language());
          return new LanguageChosen(command.body().language(), null);
        });
  }

  Single<OwnPreferences> get(Command<Void> command) {
    return db.query(GET, command.caller().person())
        .map(rows -> preferences(rows.iterator().next()));
  }

  /** For the person, and the language from now on in this browser. Waiting notices stay. */
  Single<LanguageChosen> change(Command<OwnPreferences> command) {
    return Single.fromCallable(() -> valid(command.body()))
        .flatMap(
            wanted ->
                db.execute(
                    UPDATE,
                    command.caller().person(),
                    wanted.language(),
                    wanted.digest(),
                    time(wanted.quietFrom()),
                    time(wanted.quietTo())))
        .map(rows -> preferences(rows.iterator().next()))
        .map(changed -> new LanguageChosen(changed.language(), changed));
  }

  private static OwnPreferences valid(OwnPreferences wanted) {
    requireKnown(wanted.language());
    if (wanted.quietFrom() == null && wanted.quietTo() != null) {
      throw new Failure.Invalid("request.invalid", "quietFrom", "required");
    }
    if (wanted.quietFrom() != null && wanted.quietTo() == null) {
      throw new Failure.Invalid("request.invalid", "quietTo", "required");
    }
    if (wanted.quietFrom() != null && wanted.quietFrom().equals(wanted.quietTo())) {
      throw new Failure.Invalid("request.invalid", "quietTo", "quiet.sameTime");
    }
    return wanted;
  }

  private static void requireKnown(String language) {
    if (Languages.packaged().find(language).isEmpty()) {
      throw new Failure.Invalid("request.invalid", "language", "invalid");
    }
  }

  private static OwnPreferences preferences(Row row) {
    return new OwnPreferences(
        row.getString("language"),
        Digest.valueOf(row.getString("digest")),
        text(row.getLocalTime("quiet_from")),
        text(row.getLocalTime("quiet_to")));
  }

  private static LocalTime time(String text) {
    return text == null ? null : LocalTime.parse(text);
  }

  private static String text(LocalTime time) {
    return time == null ? null : TIME.format(time);
  }
}
