package no.samklang.http;

import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.RoutingContext;

/** Publishes the contract, as YAML and as JSON. */
final class ContractPage {
  private ContractPage() {}

  static void yaml(RoutingContext context, String contract) {
    send(context, "application/yaml; charset=UTF-8", contract);
  }

  static void json(RoutingContext context, JsonObject contract) {
    send(context, "application/json", contract.encode());
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
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
