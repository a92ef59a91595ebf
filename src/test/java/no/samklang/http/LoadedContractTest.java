package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What the service makes of its contract is what the library makes of it, once it has checked it.
 */
class LoadedContractTest {
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void theContractIsValidAndReadAsTheLibraryReadsIt() {
    LoadedContract loaded = LoadedContract.load(VERTX).blockingGet();
    JsonObject contract = LoadedContract.loadable(loaded.published().json());
    OpenAPIContract checked =
        io.vertx.rxjava3.openapi.contract.OpenAPIContract.rxFrom(VERTX, contract)
            .blockingGet()
            .getDelegate();
    assertThat(operations(loaded.operations())).isEqualTo(operations(checked)).isNotEmpty();
  }

  private static List<String> operations(OpenAPIContract contract) {
    return contract.operations().stream()
        .map(LoadedContractTest::described)
        .sorted()
        .collect(Collectors.toList());
  }

  private static String described(Operation operation) {
    String parameters =
        operation.getParameters().stream()
            .map(one -> one.getIn() + " " + one.getName() + " " + one.isRequired())
            .collect(Collectors.joining(", "));
    return "%s %s %s %s %s"
        .formatted(
            operation.getHttpMethod(),
            operation.getAbsoluteOpenAPIPath(),
            operation.getOperationId(),
            parameters,
            operation.getRequestBody() == null
                ? ""
                : operation.getRequestBody().getContent().keySet());
  }
}
