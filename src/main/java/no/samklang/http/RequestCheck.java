package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;
import no.samklang.http.openapi.SchemaError;
import no.samklang.http.openapi.SchemaValidator;

/**
 * Checks the requests of one operation against the contract, on the event loop. The body is parsed
 * here, and nowhere else.
 *
 * @param body of JSON, if the operation takes one
 * @param upload if it takes a file instead
 */
record RequestCheck(
    List<ParameterCheck> path,
    List<ParameterCheck> query,
    List<ParameterCheck> headers,
    Optional<Body> body,
    Optional<Upload> upload) {

  record Body(SchemaValidator schema, boolean required) {}

  /** Hands the request on with what it holds, or fails. */
  void check(RoutingContext context) {
    context.put(Request.CHECKED, checked(context));
    context.next();
  }

  private CheckedRequest checked(RoutingContext context) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, JsonNode> pathValues = values(path, context::pathParam, errors);
    if (!errors.isEmpty()) {
      throw new Failure.NotFound(); // what is no id names nothing
    }
    Map<String, JsonNode> queryValues = values(query, context.queryParams()::get, errors);
    Map<String, JsonNode> headerValues = values(headers, context.request()::getHeader, errors);
    upload.ifPresent(file -> checkFile(context, file));
    JsonNode content = body.map(expected -> content(context, expected, errors)).orElse(null);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new CheckedRequest(pathValues, queryValues, headerValues, content);
  }

  private static Map<String, JsonNode> values(
      List<ParameterCheck> checks, UnaryOperator<String> given, List<FieldError> errors) {
    if (checks.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonNode> valid = new HashMap<>();
    checks.forEach(check -> check.check(given, valid, errors));
    return valid;
  }

  private static void checkFile(RoutingContext context, Upload upload) {
    Buffer file = context.body().buffer();
    upload.check(context.request().getHeader("Content-Type"), file == null ? 0 : file.length());
  }

  private static JsonNode content(RoutingContext context, Body expected, List<FieldError> errors) {
    Buffer buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      if (expected.required()) {
        throw new BadRequest(400, "request.malformed");
      }
      return null;
    }
    JsonBody.requireMediaType(context.request().getHeader("Content-Type"));
    JsonNode content = JsonBody.parse(buffer);
    List<SchemaError> found = expected.schema().validate(content);
    errors.addAll(BodyErrors.of(found));
    return content;
  }
}
