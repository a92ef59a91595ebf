package no.samklang.draft;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;

/** What can be asked of form drafts. A key names the form, by ids only. */
public final class FormDrafts {
  /** What is kept; its content is null when nothing is. */
  public static final Endpoint<Key, FormDraft> GET = Endpoint.local("draft.get");

  /**
   * Keeps the fields of a form, replacing what was kept. Fails with {@code draft.tooLarge} or
   * {@code draft.tooMany}.
   */
  public static final Endpoint<Keep, Done> KEEP = Endpoint.local("draft.keep");

  /** Drops what is kept, if anything. */
  public static final Endpoint<Key, Done> DROP = Endpoint.local("draft.drop");

  private FormDrafts() {}

  public record Key(Caller caller, String key) {}

  public record Keep(Caller caller, String key, JsonObject content) {
    @Override
    public String toString() {
      return "Keep " + key;
    }
  }

  public record FormDraft(Map<String, Object> content, Instant updatedAt) {
    @Override
    public String toString() {
      return "FormDraft";
    }
  }
}
