package no.samklang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.contract.Style;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatedRequestImpl;
import io.vertx.openapi.validation.transformer.FormTransformer;
import io.vertx.openapi.validation.transformer.ParameterTransformer;
import io.vertx.openapi.validation.transformer.SimpleTransformer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import no.samklang.bus.Failure.FieldError;
import no.samklang.bus.Failure;

/**
 * Checks a request against the contract, on the event loop: the library's own way takes each
 * through a worker thread, makes its validators anew, which costs more than the checks themselves,
 * and decodes what stands in the query twice.
 */
final class ContractCheck {
  private static final Map<Style, ParameterTransformer> TRANSFORMERS =
      Map.of(Style.SIMPLE, new SimpleTransformer(), Style.FORM, new FormTransformer());

  private final SchemaRepository schemas;
  // each holds a copy of all the contract's schemas
  private final IdentityHashMap<JsonSchema, Validator> validators = new IdentityHashMap<>();

  /** To be used by one event loop. */
  ContractCheck(OpenAPIContract contract) {
    this.schemas = contract.getSchemaRepository();
  }

  void check(RoutingContext context, Operation operation) {
    context.put(Request.VALIDATED, validate(context, operation));
    context.next();
  }

  private ValidatedRequest validate(RoutingContext context, Operation operation) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, RequestParameter> path =
        parameters(operation, Location.PATH, context::pathParam, errors);
    if (!errors.isEmpty()) {
      throw new Failure.NotFound(); // what is no id names nothing
    }
    Map<String, RequestParameter> query =
        parameters(operation, Location.QUERY, context.queryParams()::get, errors);
    Map<String, RequestParameter> headers =
        parameters(operation, Location.HEADER, context.request()::getHeader, errors);
    Upload.of(operation).ifPresent(upload -> checkFile(context, upload));
    if (operation.getRequestBody() != null) {
      checkBody(context, operation.getRequestBody(), errors);
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new ValidatedRequestImpl(Map.of(), headers, path, query, new RequestParameterImpl(null));
  }

  private Map<String, RequestParameter> parameters(
      Operation operation,
      Location location,
      UnaryOperator<String> given,
      List<FieldError> errors) {
    Map<String, RequestParameter> valid = new HashMap<>();
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getIn() == location) {
        String name = parameter.getName();
        valid.put(name, parameter(parameter, given.apply(name), errors));
      }
    }
    return valid;
  }

  private RequestParameter parameter(Parameter parameter, String given, List<FieldError> errors) {
    if (given == null) {
      if (parameter.isRequired()) {
        errors.add(new FieldError(parameter.getName(), "required"));
      }
      return new RequestParameterImpl(null);
    }
    try {
      Object value = TRANSFORMERS.get(parameter.getStyle()).transform(parameter, given);
      if (isValid(result(parameter.getSchema(), value))) {
        return new RequestParameterImpl(value);
      }
    } catch (ValidatorException e) {
      // not even of the right type
    }
    errors.add(new FieldError(parameter.getName(), "invalid"));
    return new RequestParameterImpl(null);
  }

  private static void checkFile(RoutingContext context, Upload upload) {
    Buffer body = context.body().buffer();
    upload.check(context.request().getHeader("Content-Type"), body == null ? 0 : body.length());
  }

  private void checkBody(RoutingContext context, RequestBody expected, List<FieldError> errors) {
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      if (expected.isRequired()) {
        throw new BadRequest(400, "request.malformed");
      }
      return;
    }
    MediaType type = expected.determineContentType(context.request().getHeader("Content-Type"));
    if (type == null) {
      throw new BadRequest(415, "request.mediaType");
    }
    OutputUnit result = result(type.getSchema(), decoded(body));
    if (!isValid(result)) {
      errors.addAll(BodyErrors.of(result));
    }
  }

  private static Object decoded(Buffer body) {
    try {
      return Json.decodeValue(body);
    } catch (DecodeException e) {
      throw new BadRequest(400, "request.malformed");
    }
  }

  private OutputUnit result(JsonSchema schema, Object value) {
    return validators.computeIfAbsent(schema, schemas::validator).validate(value);
  }

  private static boolean isValid(OutputUnit result) {
    return Boolean.TRUE.equals(result.getValid());
  }
}
