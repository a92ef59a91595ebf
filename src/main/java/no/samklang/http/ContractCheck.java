package no.samklang.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
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
import io.vertx.openapi.validation.impl.ValidatedRequestImpl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;

/**
 * Checks a request against the contract, on the event loop: the library's own way takes each
 * request through a worker thread, which costs more than the check itself.
 */
final class ContractCheck {
  private final RequestValidatorImpl validator;
  private final RequestExtractor extractor = RequestExtractor.withBodyHandler();

  ContractCheck(Vertx vertx, OpenAPIContract contract) {
    this.validator = new RequestValidatorImpl(vertx, contract);
  }

  void check(io.vertx.rxjava3.ext.web.RoutingContext rxContext, Operation operation) {
    RoutingContext context = rxContext.getDelegate();
    extractor
        .extractValidatableRequest(context, operation)
        .map(request -> validate(request, operation))
        .onSuccess(
            request -> {
              context.put(Request.VALIDATED, request);
              context.next();
            })
        .onFailure(context::fail);
  }

  private ValidatedRequest validate(ValidatableRequest request, Operation operation) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, RequestParameter> path =
        parameters(operation, Location.PATH, request.getPathParameters(), errors);
    if (!errors.isEmpty()) {
      throw new Failure.NotFound(); // what is no id names nothing
    }
    Map<String, RequestParameter> query =
        parameters(operation, Location.QUERY, request.getQuery(), errors);
    Map<String, RequestParameter> headers =
        parameters(operation, Location.HEADER, request.getHeaders(), errors);
    RequestParameter body = body(request, operation, errors);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new ValidatedRequestImpl(Map.of(), headers, path, query, body);
  }

  private Map<String, RequestParameter> parameters(
      Operation operation,
      Location location,
      Map<String, RequestParameter> given,
      List<FieldError> errors) {
    Map<String, RequestParameter> valid = new HashMap<>();
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getIn() == location) {
        try {
          valid.put(
              parameter.getName(),
              validator.validateParameter(parameter, given.get(parameter.getName())));
        } catch (ValidatorException e) {
          boolean missing = e.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER;
          errors.add(new FieldError(parameter.getName(), missing ? "required" : "invalid"));
        }
      }
    }
    return valid;
  }

  private RequestParameter body(
      ValidatableRequest request, Operation operation, List<FieldError> errors) {
    try {
      return validator.validateBody(operation.getRequestBody(), request);
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
}
