package no.samklang.demo;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.function.Consumer;
import no.samklang.json.Json;
import no.samklang.notification.DemoOutbox;

/** Serves the demo outbox as JSON; browsers get the page. */
public final class DemoRoutes implements Consumer<Router> {
  private final DemoOutbox outbox;

  public DemoRoutes(DemoOutbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void accept(Router router) {
    router.get("/demo/outbox").handler(this::list);
  }

  @SuppressWarnings("CheckReturnValue") // the client may have disconnected
  private void list(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    if (accept != null && accept.contains("text/html")) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .rxEnd(json())
        .onErrorComplete()
        .subscribe();
  }

  private String json() {
    try {
      return Json.mapper().writeValueAsString(outbox.listing());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
