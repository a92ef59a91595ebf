package no.samklang.draft;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import no.samklang.bus.Bus;
import no.samklang.draft.FormDrafts.Keep;
import no.samklang.draft.FormDrafts.Key;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;

/** Form drafts over HTTP. */
public final class FormDraftRoutes implements Routes {
  private final Bus bus;

  public FormDraftRoutes(Bus bus) {
    this.bus = bus;
  }

  private record Content(Map<String, Object> content) {}

  @Override
  public void addTo(Operations operations) {
    operations.on("formDraft", request -> bus.ask(FormDrafts.GET, key(request)).map(Reply::ok));
    operations.on(
        "keepFormDraft",
        request -> bus.ask(FormDrafts.KEEP, keep(request)).map(done -> Reply.noContent()));
    operations.on(
        "dropFormDraft",
        request -> bus.ask(FormDrafts.DROP, key(request)).map(done -> Reply.noContent()));
  }

  private static Key key(Request request) {
    return new Key(request.caller(), request.path("key"));
  }

  private static Keep keep(Request request) {
    return new Keep(
        request.caller(),
        request.path("key"),
        new JsonObject(request.body(Content.class).content()));
  }
}
