package no.samklang.http;

import io.vertx.rxjava3.ext.web.RoutingContext;

/** Publishes the contract as it is written. */
final class ContractPage {
  private ContractPage() {}

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
  static void send(RoutingContext context, String yaml) {
    context
        .response()
        .putHeader("Content-Type", "application/yaml; charset=UTF-8")
        .putHeader("Cache-Control", "no-cache")
        .rxEnd(yaml)
        .onErrorComplete()
        .subscribe();
  }
}
