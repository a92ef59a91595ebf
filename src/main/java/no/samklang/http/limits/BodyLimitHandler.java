package no.samklang.http.limits;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import no.samklang.config.HttpSettings;
import no.samklang.error.Failure;
import no.samklang.http.ApiRequest;
import no.samklang.http.openapi.DeclaredOperation;
import no.samklang.http.openapi.UploadSpec;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/**
 * Reads bodies after authentication; unauthenticated clients have a smaller limit. HTTP/2 bodies
 * that are received too slowly end here, HTTP/1 bodies in {@link RequestReadTimeoutHandler}.
 */
public final class BodyLimitHandler {
  private static final int MAX_ANONYMOUS_BYTES = 16 * 1024;
  private static final long HTTP2_CANCEL = 8; // RFC 9113, section 7
  private static final String TIMER = "bodyTimer";
  // per event loop: files and bodies larger than usual are held in memory, however slowly they come
  private static final int MAX_UPLOADING_BYTES = 16 * 1024 * 1024;
  private static final Duration RETRY_UPLOAD_AFTER = Duration.ofSeconds(5);

  private final Handler<RoutingContext> large;
  private final BodyHandler small;
  private final BodyRate rate;
  private final UploadsInProgress uploads;
  private int uploadingBytes;

  /**
   * Must be used by one event loop only.
   *
   * @param uploads shared by all event loops
   */
  public BodyLimitHandler(HttpSettings settings, UploadsInProgress uploads) {
    this.uploads = uploads;
    this.large = BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes());
    this.small =
        BodyHandler.create(false)
            .setBodyLimit(Math.min(MAX_ANONYMOUS_BYTES, settings.maxBodyBytes()));
    this.rate = BodyRate.of(settings);
  }

  /** Whether a body may follow, so that the request must be paused until it is read. */
  public static boolean expectsBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** The body handler for an operation's authenticated requests. */
  public Handler<RoutingContext> handlerFor(DeclaredOperation operation) {
    return operation
        .validator()
        .upload()
        .map(UploadSpec::maxBytes)
        .or(operation::maxBodyBytes)
        .map(this::uploadHandler)
        .orElse(large);
  }

  private Handler<RoutingContext> uploadHandler(int maxBytes) {
    BodyHandler reader = BodyHandler.create(false).setBodyLimit(maxBytes);
    return context -> {
      admitUpload(context, maxBytes);
      reader.handle(context);
    };
  }

  public void read(RoutingContext context, Handler<RoutingContext> authenticatedHandler) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2 && !request.isEnded()) {
      context.put(TIMER, startTimer(context));
    }
    if (context.get(ApiRequest.CALLER) == null) {
      small.handle(context);
    } else {
      authenticatedHandler.handle(context);
    }
  }

  /** All sessions of a person have one share of the room. */
  private void admitUpload(RoutingContext context, int maxBytes) {
    PersonId person = context.<Caller>get(ApiRequest.CALLER).person();
    int bytes = declaredBytes(context.request(), maxBytes);
    if (uploadingBytes + bytes > MAX_UPLOADING_BYTES || !uploads.tryBegin(person)) {
      throw new Failure.Unavailable(RETRY_UPLOAD_AFTER);
    }
    uploadingBytes += bytes;
    context.addEndHandler(ended -> releaseUpload(person, bytes));
  }

  private void releaseUpload(PersonId person, int bytes) {
    uploadingBytes -= bytes;
    uploads.end(person);
  }

  /** What a body may take: its declared length, or as much as is allowed. */
  private static int declaredBytes(HttpServerRequest request, int maxBytes) {
    try {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null
          ? maxBytes
          : (int) Math.max(0, Math.min(maxBytes, Long.parseLong(length)));
    } catch (NumberFormatException e) {
      return maxBytes;
    }
  }

  private long startTimer(RoutingContext context) {
    AtomicLong before = new AtomicLong();
    return context
        .vertx()
        .setPeriodic(
            rate.period().toMillis(),
            tick -> {
              long read = context.request().bytesRead();
              if (!rate.isReached(read - before.getAndSet(read))) {
                reset(context);
              }
            });
  }

  /** Stops the time-out: the body has been read. */
  public void stopTimer(RoutingContext context) {
    cancelTimer(context);
    context.next();
  }

  private static void cancelTimer(RoutingContext context) {
    Long timer = context.remove(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  private static void reset(RoutingContext context) {
    cancelTimer(context);
    if (!context.response().ended() && !context.request().isEnded()) {
      context.response().reset(HTTP2_CANCEL);
    }
  }
}
