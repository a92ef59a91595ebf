package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.OpenAPIVersion;
import io.vertx.openapi.contract.impl.OpenAPIContractImpl;
import io.vertx.rxjava3.core.Vertx;

/**
 * The contract as it is published, and as the router is made of it: read once for all instances.
 * That takes a third of a start, and needs nothing of the rest of it.
 *
 * @param operations is only read, and so shared by the event loops
 */
public record LoadedContract(OpenApiBundle published, OpenAPIContract operations) {
  /** Reads it on a worker thread, from when it is subscribed to. */
  public static Single<LoadedContract> load(Vertx vertx) {
    return vertx.rxExecuteBlocking(() -> of(OpenApiBundle.packaged()), false).toSingle();
  }

  /**
   * Without what {@code OpenAPIContract.from} does beside: it reads the schemas of schemas, each by
   * a walk through the whole jar, and checks the contract by them, at each start. A test does that.
   */
  private static LoadedContract of(OpenApiBundle published) {
    JsonObject contract = loadable(published.json());
    SchemaRepository schemas =
        SchemaRepository.create(
            new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://"));
    schemas.dereference(JsonSchema.of(contract));
    return new LoadedContract(
        published,
        new OpenAPIContractImpl(schemas.resolve(contract), OpenAPIVersion.V3_1, schemas));
  }

  /**
   * The loader knows neither {@code application/problem+json} nor a server without a host, and
   * {@link LiveDoor} is no handler of an operation.
   */
  static JsonObject loadable(JsonObject published) {
    String text = published.encode().replace("application/problem+json", "application/json");
    JsonObject copy = new JsonObject(text);
    Upload.hide(copy);
    copy.remove("servers");
    copy.getJsonObject("paths").remove(LiveDoor.PATH);
    return copy;
  }
}
