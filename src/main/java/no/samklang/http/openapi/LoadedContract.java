package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The published contract, and its operations with their request validators: loaded once for all
 * instances, concurrently with the rest of start-up.
 *
 * <p>Doesn't use {@code vertx-openapi}, which at each start validates the whole contract against
 * the meta-schemas, copies every reference and builds unused validators. A test does that and
 * compares the operations.
 *
 * @param operations in routing order: paths with fewer parameters first
 */
public record LoadedContract(OpenApiBundle published, List<DeclaredOperation> operations) {
  /** Loads it on a worker thread, on subscription. */
  public static Single<LoadedContract> load(Vertx vertx) {
    return vertx.rxExecuteBlocking(() -> of(OpenApiBundle.packaged()), false).toSingle();
  }

  /**
   * Bundles the packaged files into the document that {@link #load} reads, so that start-up parses
   * no YAML. Called by the build.
   *
   * @param classes the class directory to write to
   */
  public static void write(Path classes) throws IOException {
    Path file = classes.resolve(OpenApiBundle.BUNDLED);
    Files.writeString(file, OpenApiBundle.ofFiles().text());
  }

  private static LoadedContract of(OpenApiBundle published) {
    JsonNode document = published.tree();
    return new LoadedContract(published, new ContractReader(document).operations());
  }
}
