package no.samklang.http.openapi;

import io.reactivex.rxjava3.core.Single;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.samklang.event.TypedEventBus;
import no.samklang.http.ApiRequest;
import no.samklang.http.ApiResponse;
import no.samklang.http.session.ChallengeCookie;
import no.samklang.http.session.SessionCookie;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Operation;
import no.samklang.operation.Result.CodeSent;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.Result.PendingLoginEnded;
import no.samklang.operation.Result.SessionChanged;
import no.samklang.operation.UploadedFile;

/** Sends an operation's requests to its address on the event bus, and maps replies to responses. */
final class OperationHandler {
  private static final Pattern PLAN_PATH = Pattern.compile("^(.*/plans/[^/]+).*$");

  private final TypedEventBus bus;
  private final Operation operation;
  private final Class<?> bodyType;
  private final List<String> pathNames;
  private final List<String> queryNames;

  OperationHandler(TypedEventBus bus, Class<?> bodyType, DeclaredOperation declared) {
    this.bus = bus;
    this.bodyType = bodyType;
    this.operation =
        new Operation(declared.id(), declared.successStatus(), declared.accessLogSection());
    this.pathNames = declared.parameterNames("path");
    this.queryNames = declared.parameterNames("query");
  }

  Single<ApiResponse> handle(ApiRequest request) {
    Command<?> command =
        new Command<>(
            operation,
            request.caller(),
            request.clientInfo(),
            path(request),
            request.headers(),
            request.rawBody(),
            body(request));
    return bus.<Object>request(operation.id(), command).map(answer -> toResponse(request, answer));
  }

  private Map<String, String> path(ApiRequest request) {
    Map<String, String> path = new HashMap<>();
    pathNames.forEach(name -> path.put(name, request.path(name)));
    return path;
  }

  private Object body(ApiRequest request) {
    if (bodyType == Void.class) {
      return null;
    }
    if (bodyType == UploadedFile.class) {
      return request.uploadedFile();
    }
    return queryNames.isEmpty() ? request.body(bodyType) : request.query(queryNames, bodyType);
  }

  private ApiResponse toResponse(ApiRequest request, Object answer) {
    if (answer instanceof Created created) {
      return ApiResponse.created(location(request, created), created.body());
    }
    if (answer instanceof FileContent file) {
      return ApiResponse.file(file);
    }
    if (answer instanceof SessionChanged session) {
      return session.token() == null
          ? response(session.body()).with(SessionCookie.expired(), SessionCookie.expiredMarker())
          : response(session.body())
              .with(
                  SessionCookie.of(session.token()),
                  SessionCookie.marker(),
                  ChallengeCookie.expired());
    }
    if (answer instanceof CodeSent sent) {
      return response(sent.body()).with(ChallengeCookie.of(sent.challenge(), sent.lifetime()));
    }
    if (answer instanceof PendingLoginEnded) {
      return response(null).with(ChallengeCookie.expired());
    }
    return response(answer == NoContent.NO_CONTENT ? null : answer);
  }

  private static String location(ApiRequest request, Created created) {
    String collection =
        created.collection() == null
            ? request.requestPath()
            : PLAN_PATH.matcher(request.requestPath()).replaceFirst("$1" + created.collection());
    return collection + "/" + created.id();
  }

  private ApiResponse response(Object body) {
    return new ApiResponse(operation.successStatus(), body, Map.of(), List.of());
  }
}
