package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every response must be in the contract: its status is declared for the operation or as default,
 * with that content type, and its JSON is valid by the schema.
 */
public final class AnswerValidator {
  private static final String BASE = "/api/v1";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final List<AnsweredRoute> ROUTES =
      ContractOperation.all().stream()
          .sorted(Comparator.comparingInt(operation -> operation.path().split("\\{").length))
          .map(AnsweredRoute::of)
          .toList();

  private AnswerValidator() {}

  private record AnsweredRoute(ContractOperation operation, Pattern path) {
    static AnsweredRoute of(ContractOperation operation) {
      String path = operation.path().replace(".", "\\.").replaceAll("\\{\\w+\\}", "[^/]+");
      return new AnsweredRoute(operation, Pattern.compile(BASE + path));
    }

    boolean serves(String method, String requestPath) {
      return operation.method().equals(method) && path.matcher(requestPath).matches();
    }
  }

  /**
   * Fails the test when the response isn't in the contract. Other paths than operations are
   * ignored.
   *
   * @param body null when it isn't text
   */
  public static void check(HttpResponse<?> answer, String body) {
    String path = answer.request().uri().getRawPath();
    ROUTES.stream()
        .filter(route -> route.serves(answer.request().method(), path))
        .findFirst()
        .ifPresent(route -> check(route.operation(), answer, body));
  }

  private static void check(ContractOperation operation, HttpResponse<?> answer, String body) {
    String what = operation.id() + " " + answer.statusCode();
    JsonObject declared = declared(operation, String.valueOf(answer.statusCode()));
    assertThat(declared).as("response %s isn't in the contract: %s", what, body).isNotNull();
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    JsonObject content = declared.getJsonObject("content");
    if (content == null) {
      assertThat(type + answer.body()).as("a response without content: %s", what).isEmpty();
      return;
    }
    assertThat(content.fieldNames()).as("content types of %s", what).contains(type);
    if (type.contains("json")) {
      String schema = content.getJsonObject(type).getJsonObject("schema").getString("$ref");
      List<String> errors = ContractSchemas.errors(schema.substring(SCHEMAS.length()), body);
      assertThat(errors).as("%s: %s", what, body).isEmpty();
    }
  }

  private static JsonObject declared(ContractOperation operation, String status) {
    JsonObject any = ContractOperation.contract().getJsonObject("x-answers-of-any");
    JsonObject declared = operation.responses().getJsonObject(status, any.getJsonObject(status));
    return declared == null ? null : ContractOperation.resolved(declared);
  }
}
