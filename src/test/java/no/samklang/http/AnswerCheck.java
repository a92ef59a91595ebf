package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every answer is one that the contract has: its status is declared for the operation or for any,
 * with that content type, and its JSON is as the schema says.
 */
public final class AnswerCheck {
  private static final String BASE = "/api/v1";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final List<Route> ROUTES =
      ContractOperation.all().stream()
          .sorted(Comparator.comparingInt(operation -> operation.path().split("\\{").length))
          .map(Route::of)
          .toList();

  private AnswerCheck() {}

  private record Route(ContractOperation operation, Pattern path) {
    static Route of(ContractOperation operation) {
      String path = operation.path().replace(".", "\\.").replaceAll("\\{\\w+\\}", "[^/]+");
      return new Route(operation, Pattern.compile(BASE + path));
    }

    boolean serves(String method, String asked) {
      return operation.method().equals(method) && path.matcher(asked).matches();
    }
  }

  /**
   * Fails the test when the contract doesn't have the answer. What is no operation isn't looked at.
   *
   * @param body null when it is no text
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
    assertThat(declared).as("the answer %s, not in the contract: %s", what, body).isNotNull();
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    JsonObject content = declared.getJsonObject("content");
    if (content == null) {
      assertThat(type + answer.body()).as("an answer without content, %s", what).isEmpty();
      return;
    }
    assertThat(content.fieldNames()).as("types of content of %s", what).contains(type);
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
