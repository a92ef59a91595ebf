package no.samklang.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.List;
import no.samklang.concurrent.RateLimitedLogger;
import no.samklang.error.Failure;
import org.slf4j.LoggerFactory;

/** Problem details (RFC 9457). Never holds the text of an exception. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String code,
    String traceId,
    Long retryAfterSeconds,
    Object current,
    List<Failure.FieldError> errors) {
  private static final RateLimitedLogger LOG =
      new RateLimitedLogger(LoggerFactory.getLogger(Problem.class), 600, 50);

  static Problem of(Throwable failure, int status, String traceId) {
    if (failure instanceof Failure known) {
      return of(known, traceId);
    }
    if (failure instanceof BadRequestException bad) {
      return plain(bad.status(), bad.code(), traceId);
    }
    if (failure instanceof HttpException http) {
      return ofStatus(http.getStatusCode(), traceId);
    }
    if (failure == null || status < 500) {
      return ofStatus(status, traceId);
    }
    LOG.error("Unexpected failure", failure);
    return ofStatus(500, traceId);
  }

  private static Problem of(Failure failure, String traceId) {
    if (failure instanceof Failure.Conflict conflict) {
      return problem(409, failure.code(), traceId, null, conflict.current(), null);
    }
    if (failure instanceof Failure.Invalid invalid) {
      return problem(422, failure.code(), traceId, null, null, invalid.errors());
    }
    if (failure instanceof Failure.Locked locked) {
      return problem(429, failure.code(), traceId, seconds(locked.retryAfter()), null, null);
    }
    if (failure instanceof Failure.Unavailable unavailable) {
      return problem(503, failure.code(), traceId, seconds(unavailable.retryAfter()), null, null);
    }
    if (failure instanceof Failure.Unauthenticated wrong && wrong.retryAfter() != null) {
      return problem(401, failure.code(), traceId, seconds(wrong.retryAfter()), null, null);
    }
    return plain(statusOf(failure), failure.code(), traceId);
  }

  private static int statusOf(Failure failure) {
    if (failure instanceof Failure.Unauthenticated) {
      return 401;
    }
    return failure instanceof Failure.Forbidden ? 403 : 404;
  }

  private static Problem ofStatus(int status, String traceId) {
    return switch (status) {
      case 400 -> plain(400, "request.malformed", traceId);
      case 401 -> plain(401, "session.required", traceId);
      case 404 -> plain(404, "not.found", traceId);
      case 405 -> plain(405, "method.notAllowed", traceId);
      case 413 -> plain(413, "request.tooLarge", traceId);
      case 415 -> plain(415, "request.mediaType", traceId);
      default ->
          status < 500
              ? plain(status, "request.refused", traceId)
              : plain(500, "internal", traceId);
    };
  }

  private static Problem plain(int status, String code, String traceId) {
    return problem(status, code, traceId, null, null, null);
  }

  private static Problem problem(
      int status,
      String code,
      String traceId,
      Long retryAfter,
      Object current,
      List<Failure.FieldError> errors) {
    return new Problem(
        "urn:samklang:problem:" + code,
        title(status),
        status,
        code,
        traceId,
        retryAfter,
        current,
        errors);
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "Not logged in";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 409 -> "Based on an older version";
      case 422 -> "Invalid input";
      case 429 -> "Too many attempts";
      case 503 -> "Not available just now";
      default -> status < 500 ? "Bad request" : "Something went wrong";
    };
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
