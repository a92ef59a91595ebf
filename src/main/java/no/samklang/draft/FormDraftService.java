package no.samklang.draft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;

/** The caller's own form drafts; a key names the form, by ids only. */
@CheckReturnValue
final class FormDraftService {
  private static final int MAX_BYTES = 32 * 1024;
  private static final int MAX_DRAFTS = 200;

  private final Database db;
  private final Clock clock;
  private final FormDraftRepository repository = new FormDraftRepository();

  FormDraftService(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
  }

  /** The fields of a form. */
  record FormDraftContent(Map<String, Object> content) {
    @Override
    public String toString() {
      return "FormDraftContent";
    }
  }

  /** What is kept; both are null when nothing is. */
  record FormDraft(Map<String, Object> content, Instant updatedAt) {
    @Override
    public String toString() {
      return "FormDraft";
    }
  }

  Single<FormDraft> get(Command<Void> command) {
    return repository
        .find(db, command.caller().person(), key(command))
        .map(found -> found.orElseGet(() -> new FormDraft(null, null)));
  }

  /**
   * Keeps the fields of a form, in place of what was kept.
   *
   * @return fails with {@link Failure.Invalid} {@code draft.tooLarge} or {@code draft.tooMany}
   */
  Single<Done> put(Command<FormDraftContent> command) {
    JsonObject content = new JsonObject(command.body().content());
    if (content.encode().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Single.error(new Failure.Invalid("draft.tooLarge", "content", "tooLong"));
    }
    return repository
        .put(db, command.caller().person(), key(command), content, clock.instant(), MAX_DRAFTS)
        .filter(isKept -> isKept)
        .switchIfEmpty(Single.error(new Failure.Invalid("draft.tooMany", "key", "tooMany")))
        .map(kept -> Done.DONE);
  }

  /** Drops what is kept, if anything. */
  Single<Done> delete(Command<Void> command) {
    return repository
        .delete(db, command.caller().person(), key(command))
        .toSingleDefault(Done.DONE);
  }

  private static String key(Command<?> command) {
    return command.path("key");
  }
}
