package no.samklang.http.openapi;

import io.vertx.rxjava3.ext.web.RoutingContext;

/** Serves the contract as YAML and JSON. */
public final class OpenApiDocumentHandler {
  private OpenApiDocumentHandler() {}

  public static void yaml(RoutingContext context, String contract) {
    send(context, "application/yaml; charset=UTF-8", contract);
  }

  public static void json(RoutingContext context, String contract) {
    send(context, "application/json", contract);
  }

  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private static void send(RoutingContext context, String mediaType, String text) {
    context
        .response()
        .putHeader("Content-Type", mediaType)
        .putHeader("Cache-Control", "no-cache")
        .rxEnd(text)
        .onErrorComplete()
        .subscribe();
  }
}
