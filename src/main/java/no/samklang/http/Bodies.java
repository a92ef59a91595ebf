package no.samklang.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import no.samklang.bus.Failure;
import no.samklang.config.HttpSettings;

/**
 * Reads bodies, after it is known who sends them: those who aren't logged in have little to say. A
 * body comes in time or not at all; for HTTP/1 {@link RequestClock} sees to that.
 */
final class Bodies {
  private static final int LARGEST_OF_ANYONE = 16 * 1024;
  private static final long CANCEL = 8; // RFC 9113, section 7
  private static final String TIMER = "bodyTimer";
  // of each event loop: a file is held in memory until it has been looked through
  private static final int UPLOADS_AT_A_TIME = 4;
  private static final Duration RETRY_UPLOAD_AFTER = Duration.ofSeconds(5);

  private final BodyHandler large;
  private final BodyHandler small;
  private final Duration timeout;
  private int uploads;

  /** To be used by one event loop. */
  Bodies(HttpSettings settings) {
    this.large = BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes());
    this.small =
        BodyHandler.create(false)
            .setBodyLimit(Math.min(LARGEST_OF_ANYONE, settings.maxBodyBytes()));
    this.timeout = settings.bodyTimeout();
  }

  /** Whether something is read later on, so that the request must be paused until then. */
  static boolean isExpected(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Reads the body of an operation's requests from those who are logged in. */
  BodyHandler handlerFor(Operation operation) {
    return Upload.of(operation)
        .map(upload -> BodyHandler.create(false).setBodyLimit(upload.maxBytes()))
        .orElse(large);
  }

  void read(RoutingContext context, BodyHandler ofTheLoggedIn) {
    if (ofTheLoggedIn != large && context.get(Request.CALLER) != null) {
      admitUpload(context);
    }
    if (context.request().version() == HttpVersion.HTTP_2 && !context.request().isEnded()) {
      context.put(TIMER, context.vertx().setTimer(timeout.toMillis(), late -> reset(context)));
    }
    (context.get(Request.CALLER) == null ? small : ofTheLoggedIn).handle(context);
  }

  private void admitUpload(RoutingContext context) {
    if (uploads >= UPLOADS_AT_A_TIME) {
      throw new Failure.Unavailable(RETRY_UPLOAD_AFTER);
    }
    uploads++;
    context.addEndHandler(ended -> uploads--);
  }

  /** The body is there. */
  void wasRead(RoutingContext context) {
    Long timer = context.remove(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
    }
    context.next();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  private static void reset(RoutingContext context) {
    if (!context.response().ended() && !context.request().isEnded()) {
      context.response().reset(CANCEL);
    }
  }
}
