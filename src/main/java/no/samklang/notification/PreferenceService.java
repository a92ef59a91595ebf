package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.notification.Preferences.ChosenLanguage;
import no.samklang.notification.Preferences.OwnPreferences;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.operation.Result.LanguageChosen;
import no.samklang.text.Languages;

/** The language of a browser and of a person (LANG-1). */
@CheckReturnValue
final class PreferenceService {
  private static final String GET = "select language from person where id = $1";
  private static final String UPDATE = "update person set language = $2 where id = $1";

  private final Database db;

  PreferenceService(Platform platform) {
    this.db = platform.db();
  }

  /** Before the login: for the browser, until the next login. */
  Single<LanguageChosen> chooseLanguage(Command<ChosenLanguage> command) {
    return Single.fromCallable(() -> known(command.body().language()))
        .map(language -> new LanguageChosen(language, null));
  }

  Single<OwnPreferences> get(Command<Void> command) {
    return db.query(GET, command.caller().person())
        .map(rows -> new OwnPreferences(rows.iterator().next().getString("language")));
  }

  /** For the person, and from now on in this browser. */
  Single<LanguageChosen> change(Command<OwnPreferences> command) {
    OwnPreferences wanted = command.body();
    return Single.fromCallable(() -> known(wanted.language()))
        .flatMap(
            language ->
                db.execute(UPDATE, command.caller().person(), language)
                    .map(rows -> new LanguageChosen(language, wanted)));
  }

  private static String known(String language) {
    return Languages.packaged()
        .find(language)
        .orElseThrow(() -> new Failure.Invalid("request.invalid", "language", "invalid"))
        .tag();
  }
}
