package no.samklang.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import io.vertx.rxjava3.ext.web.codec.BodyCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.gateway.BoundedBody;
import no.samklang.gateway.DescriptionParser;
import no.samklang.gateway.TextTemplate;
import no.samklang.json.Json;

/**
 * Sends archives by HTTPS, each as the body of one request on a connection of its own, which is
 * closed when nothing happens on it for the time-out. The server needs a certificate that the JVM
 * trusts for its name.
 */
@CheckReturnValue
final class HttpsChannel implements ArchiveChannel {
  private static final int MAX_CONNECTIONS = 4;
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_RECEIPT = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final WebClient client;
  private final ChannelDescription description;
  private final UnaryOperator<String> values;
  private final Duration timeout;

  private HttpsChannel(
      WebClient client,
      ChannelDescription description,
      UnaryOperator<String> values,
      Duration timeout) {
    this.client = client;
    this.description = description;
    this.values = values;
    this.timeout = timeout;
  }

  static HttpsChannel open(
      Vertx vertx, ChannelDescription description, UnaryOperator<String> values, Duration timeout) {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    WebClientOptions options =
        new WebClientOptions()
            .setUserAgentEnabled(false)
            .setKeepAlive(false)
            .setConnectTimeout(millis)
            .setSslHandshakeTimeout(millis)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(millis)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return new HttpsChannel(
        WebClient.create(vertx, options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS)),
        description,
        values,
        timeout);
  }

  /** Creates one request without sending it, so that an invalid URL or header fails the start. */
  void requireValid(ArchivedZip sample) {
    try {
      requireNonNull(options(sample));
    } catch (IllegalArgumentException | VertxException e) {
      // Without the cause: it quotes the placeholder's value.
      throw DescriptionParser.invalid(
          ArchiveChannels.SETTING,
          "makes no request: its url must be an https:// address, or an http:// address of this"
              + " machine, and a header can't hold a line break");
    }
  }

  @Override
  public Single<String> send(ArchivedZip zip, Flowable<Buffer> content) {
    return Single.using(HttpsChannel::body, body -> send(zip, content, body), BoundedBody::cancel)
        .map(response -> receipt(response.statusCode(), response.body()))
        .onErrorResumeNext(failure -> Single.error(channelFailure(failure)));
  }

  private Single<HttpResponse<String>> send(
      ArchivedZip zip, Flowable<Buffer> content, BoundedBody body) {
    RequestOptions options = options(zip);
    return client
        .request(options.getMethod(), options)
        .as(BodyCodec.<String>newInstance(body))
        .rxSendStream(body.unlessCancelled(content));
  }

  private static BoundedBody body() {
    return new BoundedBody(MAX_BODY_BYTES, () -> new ChannelFailure(ArchiveFailure.NO_RECEIPT));
  }

  private RequestOptions options(ArchivedZip zip) {
    UnaryOperator<String> all =
        placeholder ->
            Optional.ofNullable(zip.value(placeholder)).orElseGet(() -> values.apply(placeholder));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(description.method().name()))
            .setAbsoluteURI(requireSafe(URI.create(description.url().fill(all))).toString())
            .setConnectTimeout(timeout.toMillis())
            .setFollowRedirects(false);
    for (var header : description.headers().entrySet()) {
      options.putHeader(header.getKey(), filled(header.getValue(), all));
    }
    return options
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/zip")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(zip.size()));
  }

  private static String filled(TextTemplate template, UnaryOperator<String> all) {
    String text = template.fill(all);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("A header can't hold a line break");
    }
    return text;
  }

  /** The token and the plan must not be readable on the way. */
  private static URI requireSafe(URI url) {
    String authority = url.getRawAuthority();
    boolean local =
        "http".equals(url.getScheme())
            && authority != null
            && authority.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    if (!("https".equals(url.getScheme()) || local)
        || authority == null
        || authority.contains("@")
        || url.getFragment() != null) {
      throw new IllegalArgumentException("Not an https:// address");
    }
    return url;
  }

  private String receipt(int status, String body) {
    if (description.received().status().contains(status)) {
      return receiptIn(body).orElseThrow(() -> new ChannelFailure(ArchiveFailure.NO_RECEIPT));
    }
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw new ChannelFailure(ArchiveFailure.REFUSED);
    }
    throw new ChannelFailure(
        status / 100 == 3 ? ArchiveFailure.REDIRECTED : ArchiveFailure.NOT_RECEIVED);
  }

  private Optional<String> receiptIn(String body) {
    try {
      JsonNode receipt =
          Json.mapper().readTree(body == null ? "" : body).at(description.received().pointer());
      return receipt.isTextual() || receipt.isNumber()
          ? Optional.of(receipt.asText().strip()).filter(HttpsChannel::isReceipt)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean isReceipt(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_RECEIPT
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Without the client's message, which may hold the URL. */
  private static Throwable channelFailure(Throwable failure) {
    if (failure instanceof ChannelFailure) {
      return failure;
    }
    if (failure instanceof TimeoutException || failure instanceof HttpClosedException) {
      return new ChannelFailure(ArchiveFailure.NO_ANSWER);
    }
    return failure instanceof IOException || failure instanceof VertxException
        ? new ChannelFailure(ArchiveFailure.NOT_REACHED)
        : failure;
  }
}
