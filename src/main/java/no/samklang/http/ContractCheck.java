package no.samklang.http;

import io.vertx.core.Vertx;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.RequestValidatorImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import io.vertx.openapi.validation.impl.ValidatedRequestImpl;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;

/**
 * Checks a request against the contract, on the event loop: the library's own way takes each
 * through a worker thread, which costs more than the check itself, and decodes what stands in the
 * query twice.
 */
final class ContractCheck {
  private final RequestValidatorImpl validator;

  ContractCheck(Vertx vertx, OpenAPIContract contract) {
    this.validator = new RequestValidatorImpl(vertx, contract);
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
    RequestParameter body = body(context, operation, errors);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new ValidatedRequestImpl(Map.of(), headers, path, query, body);
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
        try {
          valid.put(
              name,
              validator.validateParameter(parameter, new RequestParameterImpl(given.apply(name))));
        } catch (ValidatorException e) {
          boolean missing = e.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER;
          errors.add(new FieldError(name, missing ? "required" : "invalid"));
        }
      }
    }
    return valid;
  }

  private RequestParameter body(
      RoutingContext context, Operation operation, List<FieldError> errors) {
    try {
      return validator.validateBody(operation.getRequestBody(), bodyOf(context));
    } catch (SchemaValidationException e) {
      errors.addAll(BodyErrors.of(e.getOutputUnit()));
      return new RequestParameterImpl(null);
    } catch (ValidatorException e) {
      boolean mediaType = e.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT;
      throw mediaType
          ? new BadRequest(415, "request.mediaType")
          : new BadRequest(400, "request.malformed");
    }
  }

  private static ValidatableRequest bodyOf(RoutingContext context) {
    return new ValidatableRequestImpl(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new RequestParameterImpl(context.body().buffer()),
        context.request().getHeader("Content-Type"));
  }
}
