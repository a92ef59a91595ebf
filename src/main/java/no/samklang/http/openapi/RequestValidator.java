package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.http.ApiRequest;
import no.samklang.http.BadRequestException;
import no.samklang.http.openapi.schema.SchemaError;
import no.samklang.http.openapi.schema.SchemaValidator;
import no.samklang.http.openapi.schema.WellFormedText;

/**
 * Parses and validates an operation's requests on the event loop.
 *
 * @param body JSON body, if the operation has one
 * @param upload file body, if the operation has one instead
 */
public record RequestValidator(
    List<ParameterValidator> path,
    List<ParameterValidator> query,
    List<ParameterValidator> headers,
    Optional<BodySchema> body,
    Optional<UploadSpec> upload) {

  record BodySchema(SchemaValidator schema, boolean required) {}

  /** Stores the validated request, or fails. */
  void handle(RoutingContext context) {
    context.put(ApiRequest.VALIDATED, validate(context));
  }

  private ValidatedRequest validate(RoutingContext context) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, JsonNode> pathValues = validateParameters(path, context::pathParam, errors);
    if (!errors.isEmpty()) {
      throw new Failure.NotFound(); // a malformed id identifies no resource
    }
    Map<String, JsonNode> queryValues =
        validateParameters(query, context.queryParams()::get, errors);
    Map<String, JsonNode> headerValues =
        validateParameters(headers, context.request()::getHeader, errors);
    upload.ifPresent(file -> validateUpload(context, file));
    JsonNode content = body.map(expected -> parseBody(context, expected, errors)).orElse(null);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new ValidatedRequest(pathValues, queryValues, headerValues, content);
  }

  private static Map<String, JsonNode> validateParameters(
      List<ParameterValidator> checks, UnaryOperator<String> input, List<FieldError> errors) {
    if (checks.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonNode> valid = new HashMap<>();
    checks.forEach(validator -> validator.validate(input, valid, errors));
    return valid;
  }

  private static void validateUpload(RoutingContext context, UploadSpec upload) {
    Buffer file = context.body().buffer();
    upload.validate(context.request().getHeader("Content-Type"), file == null ? 0 : file.length());
  }

  private static JsonNode parseBody(
      RoutingContext context, BodySchema expected, List<FieldError> errors) {
    Buffer buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      if (expected.required()) {
        throw new BadRequestException(400, "request.malformed");
      }
      return null;
    }
    JsonBodyParser.requireMediaType(context.request().getHeader("Content-Type"));
    JsonNode content = JsonBodyParser.parse(buffer);
    List<SchemaError> malformed = WellFormedText.errors(content);
    errors.addAll(
        ValidationErrors.of(malformed.isEmpty() ? expected.schema().validate(content) : malformed));
    return content;
  }
}
