package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.rxjava3.core.Vertx;

/**
 * The contract as it is published, and as the router is made of it: read once for all instances.
 * That takes a third of a start, and needs nothing of the rest of it.
 *
 * @param operations is only read, and so shared by the event loops
 */
public record LoadedContract(OpenApiBundle published, OpenAPIContract operations) {
  /** Reads it on worker threads, from when it is subscribed to. */
  public static Single<LoadedContract> load(Vertx vertx) {
    return vertx
        .rxExecuteBlocking(OpenApiBundle::packaged, false)
        .toSingle()
        .flatMap(published -> load(vertx, published));
  }

  private static Single<LoadedContract> load(Vertx vertx, OpenApiBundle published) {
    return io.vertx.rxjava3.openapi.contract.OpenAPIContract.rxFrom(
            vertx, loadable(published.json()))
        .map(contract -> new LoadedContract(published, contract.getDelegate()));
  }

  /**
   * The loader knows neither {@code application/problem+json} nor a server without a host, and
   * {@link LiveDoor} is no handler of an operation.
   */
  private static JsonObject loadable(JsonObject published) {
    String text = published.encode().replace("application/problem+json", "application/json");
    JsonObject copy = new JsonObject(text);
    Upload.hide(copy);
    copy.remove("servers");
    copy.getJsonObject("paths").remove(LiveDoor.PATH);
    return copy;
  }
}
