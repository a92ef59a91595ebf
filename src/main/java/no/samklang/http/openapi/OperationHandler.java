package no.samklang.http.openapi;

import io.reactivex.rxjava3.core.Single;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.samklang.event.TypedEventBus;
import no.samklang.http.ApiRequest;
import no.samklang.http.ApiResponse;
import no.samklang.http.session.ServiceCookies;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Operation;
import no.samklang.operation.Result.Accepted;
import no.samklang.operation.Result.CodeSent;
import no.samklang.operation.Result.ConditionalContent;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.Result.FileStream;
import no.samklang.operation.Result.LanguageChosen;
import no.samklang.operation.Result.PendingLoginEnded;
import no.samklang.operation.Result.SessionChanged;
import no.samklang.operation.UploadedFile;

/** Sends an operation's requests to its address on the event bus, and maps replies to responses. */
final class OperationHandler {
  private static final Pattern PLAN_PATH = Pattern.compile("^(.*/plans/[^/]+).*$");

  private static final Map<String, String> CLEAR_SITE_DATA =
      Map.of("Clear-Site-Data", "\"cache\", \"storage\"");

  private final TypedEventBus bus;
  private final ServiceCookies cookies;
  private final Operation operation;
  private final Class<?> bodyType;
  private final List<String> pathNames;
  private final List<String> queryNames;
  private final boolean takesBody;

  OperationHandler(
      TypedEventBus bus, Class<?> bodyType, DeclaredOperation declared, ServiceCookies cookies) {
    this.bus = bus;
    this.cookies = cookies;
    this.bodyType = bodyType;
    this.operation =
        new Operation(declared.id(), declared.successStatus(), declared.accessLogSection());
    this.pathNames = declared.parameterNames("path");
    this.queryNames = declared.parameterNames("query");
    this.takesBody = declared.takesBody();
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
    if (takesBody) {
      queryNames.forEach(name -> request.queryText(name).ifPresent(text -> path.put(name, text)));
    }
    return path;
  }

  private Object body(ApiRequest request) {
    if (bodyType == Void.class) {
      return null;
    }
    if (bodyType == UploadedFile.class) {
      return request.uploadedFile(queryNames);
    }
    return takesBody || queryNames.isEmpty()
        ? request.body(bodyType)
        : request.query(queryNames, bodyType);
  }

  private ApiResponse toResponse(ApiRequest request, Object answer) {
    if (answer instanceof Created created) {
      return ApiResponse.created(location(request, created), created.body());
    }
    if (answer instanceof Accepted accepted) {
      return ApiResponse.accepted(accepted);
    }
    if (answer instanceof FileContent file) {
      return ApiResponse.file(file);
    }
    if (answer instanceof FileStream file) {
      return ApiResponse.stream(file);
    }
    if (answer instanceof ConditionalContent content) {
      return ApiResponse.conditional(content);
    }
    if (answer instanceof SessionChanged session) {
      return session.token() == null
          ? loggedOut(session.body())
          : response(session.body())
              .with(cookies.loggedIn(session.token(), session.device(), session.language()));
    }
    if (answer instanceof LanguageChosen chosen) {
      return response(chosen.body()).with(List.of(cookies.language(chosen.language())));
    }
    if (answer instanceof CodeSent sent) {
      return response(sent.body())
          .with(List.of(cookies.loginPending(sent.challenge(), sent.lifetime())));
    }
    if (answer instanceof PendingLoginEnded) {
      return response(null).with(List.of(cookies.loginEnded()));
    }
    return response(answer == NoContent.NO_CONTENT ? null : answer);
  }

  /** Clears what the browser keeps of the person's data; the device stays known (LOGIN-2). */
  private ApiResponse loggedOut(Object body) {
    return new ApiResponse(operation.successStatus(), body, CLEAR_SITE_DATA, cookies.loggedOut());
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
