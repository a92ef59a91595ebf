package no.samklang.formdraft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Platform;

/** The caller's own form drafts; the key identifies the form and holds ids only. */
@CheckReturnValue
final class FormDraftService {
  // fits the default http.maxBodyBytes: what can be saved can be kept as a draft, but for the
  // longest consents
  private static final int MAX_BYTES = 240 * 1024;
  private static final Bounds BOUNDS = new Bounds(200, 16 * 1024 * 1024);

  private final Database db;
  private final Clock clock;
  private final FormDraftRepository repository = new FormDraftRepository();

  FormDraftService(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
  }

  /**
   * What one person's other drafts may come to for one more to be stored.
   *
   * @param bytes as stored by the database
   */
  record Bounds(int drafts, int bytes) {}

  /** The fields of a form. */
  record FormDraftContent(Map<String, Object> content) {
    @Override
    public String toString() {
      return "FormDraftContent";
    }
  }

  /** A stored draft; both fields are null when there is none. */
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
   * Stores the fields of a form, replacing the previous draft.
   *
   * @return fails with {@link Failure.Invalid} {@code draft.tooLarge} or {@code draft.tooMany}
   */
  Single<NoContent> put(Command<FormDraftContent> command) {
    JsonObject content = new JsonObject(command.body().content());
    if (content.encode().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Single.error(new Failure.Invalid("draft.tooLarge", "content", "tooLong"));
    }
    return repository
        .put(db, command.caller().person(), key(command), content, clock.instant(), BOUNDS)
        .filter(isStored -> isStored)
        .switchIfEmpty(Single.error(new Failure.Invalid("draft.tooMany", "key", "tooMany")))
        .map(stored -> NoContent.NO_CONTENT);
  }

  /** Deletes the draft. Idempotent. */
  Single<NoContent> delete(Command<Void> command) {
    return repository
        .delete(db, command.caller().person(), key(command))
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  private static String key(Command<?> command) {
    return command.path("key");
  }
}
