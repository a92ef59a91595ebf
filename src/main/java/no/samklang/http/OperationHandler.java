package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samklang.bus.Bus;
import no.samklang.bus.Done;
import no.samklang.operation.Command;
import no.samklang.operation.Operation;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.Result.SessionChanged;
import no.samklang.operation.UploadedFile;

/**
 * Sends the requests of one operation to its address on the event bus, and makes the reply of what
 * comes back.
 */
final class OperationHandler {
  private final Bus bus;
  private final Operation operation;
  private final Class<?> bodyType;
  private final List<String> pathNames;
  private final List<String> queryNames;

  OperationHandler(Bus bus, Class<?> bodyType, io.vertx.openapi.contract.Operation declared) {
    this.bus = bus;
    this.bodyType = bodyType;
    this.operation =
        new Operation(
            declared.getOperationId(),
            successStatus(declared),
            declared.getOpenAPIModel().getString("x-reads"));
    this.pathNames = names(declared, Location.PATH);
    this.queryNames = names(declared, Location.QUERY);
  }

  private static int successStatus(io.vertx.openapi.contract.Operation declared) {
    JsonObject responses = declared.getOpenAPIModel().getJsonObject("responses");
    return responses.fieldNames().stream()
        .filter(status -> status.startsWith("2"))
        .mapToInt(Integer::parseInt)
        .min()
        .orElseThrow(() -> new IllegalStateException("No success: " + declared.getOperationId()));
  }

  private static List<String> names(
      io.vertx.openapi.contract.Operation declared, Location location) {
    return declared.getParameters().stream()
        .filter(parameter -> parameter.getIn() == location)
        .map(Parameter::getName)
        .toList();
  }

  Single<Reply> handle(Request request) {
    Command<?> command =
        new Command<>(
            operation,
            request.caller(),
            request.origin(),
            path(request),
            request.headers(),
            request.content(),
            body(request));
    return bus.<Object>request(operation.id(), command).map(answer -> reply(request, answer));
  }

  private Map<String, String> path(Request request) {
    Map<String, String> path = new HashMap<>();
    pathNames.forEach(name -> path.put(name, request.path(name)));
    return path;
  }

  private Object body(Request request) {
    if (bodyType == Void.class) {
      return null;
    }
    if (bodyType == UploadedFile.class) {
      return request.uploadedFile();
    }
    return queryNames.isEmpty() ? request.body(bodyType) : request.query(queryNames, bodyType);
  }

  private Reply reply(Request request, Object answer) {
    if (answer instanceof Created created) {
      return Reply.created(request.address() + "/" + created.id(), created.body());
    }
    if (answer instanceof FileContent file) {
      return Reply.file(file);
    }
    if (answer instanceof SessionChanged session) {
      return plain(session.body())
          .with(
              session.token() == null
                  ? SessionCookie.gone()
                  : SessionCookie.holding(session.token()));
    }
    return plain(answer == Done.DONE ? null : answer);
  }

  private Reply plain(Object body) {
    return new Reply(operation.successStatus(), body, Map.of(), null);
  }
}
