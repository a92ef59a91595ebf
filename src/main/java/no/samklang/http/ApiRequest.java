package no.samklang.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.http.openapi.ValidatedRequest;
import no.samklang.http.session.ServiceCookies;
import no.samklang.json.Json;
import no.samklang.operation.Command;
import no.samklang.operation.UploadedFile;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/** A validated request; authenticated, except for public operations. */
public final class ApiRequest {
  public static final String CLIENT = "client";
  public static final String CALLER = "caller";
  public static final String VALIDATED = "checked";

  private final RoutingContext context;
  private final ValidatedRequest validated;
  private final ServiceCookies cookies;

  public ApiRequest(RoutingContext context, ServiceCookies cookies) {
    this.context = context;
    this.cookies = cookies;
    this.validated = context.get(VALIDATED);
  }

  /** The caller; null in a public operation without a session. */
  public Caller caller() {
    Caller caller = context.get(CALLER);
    return caller != null && isBackground() ? caller.asBackground() : caller;
  }

  public ClientInfo clientInfo() {
    return ClientInfo.of(
        clientAddress().getHostAddress(), context.request().getHeader("User-Agent"));
  }

  /** The client's address, resolved behind trusted proxies. */
  public InetAddress clientAddress() {
    return context.get(CLIENT);
  }

  /** The body bound to a record; it has been validated against the contract. */
  public <T> T body(Class<T> type) {
    try {
      return Json.mapper().treeToValue(validated.body(), type);
    } catch (JsonProcessingException e) {
      throw new BadRequestException(400, "request.malformed");
    }
  }

  /** The raw body, null without one. */
  public Buffer rawBody() {
    return context.body().buffer();
  }

  /** The uploaded file with its client-side name. */
  public UploadedFile uploadedFile(List<String> queryNames) {
    Map<String, String> query = new HashMap<>();
    queryNames.forEach(name -> value(name).ifPresent(value -> query.put(name, value.asText())));
    return new UploadedFile(header("Content-Type").orElse(""), fileName(), rawBody(), query);
  }

  /** The name from Content-Disposition, empty without one. */
  private String fileName() {
    return ContentDisposition.of(context.request().getHeader(ContentDisposition.HEADER));
  }

  /** The query parameters bound to a record with components of the same names. */
  public <T> T query(List<String> names, Class<T> type) {
    Map<String, JsonNode> values = new HashMap<>();
    names.forEach(name -> value(name).ifPresent(value -> values.put(name, value)));
    return Json.mapper().convertValue(values, type);
  }

  public Command.Headers headers() {
    Integer ifMatch =
        header("If-Match").map(version -> Integer.valueOf(version.replace("\"", ""))).orElse(null);
    return new Command.Headers(
        ifMatch,
        header("Idempotency-Key").orElse(null),
        cookies.challenge(context).orElse(null),
        cookies.device(context).orElse(null),
        header("If-None-Match").orElse(null),
        header("If-Modified-Since").orElse(null),
        RequestLanguage.of(context, cookies),
        preferredType());
  }

  /** The media type that the client prefers; null if it takes any. */
  private String preferredType() {
    return context.parsedHeaders().accept().stream()
        .findFirst()
        .map(type -> type.component() + "/" + type.subComponent())
        .orElse(null);
  }

  /** The path of the request. */
  public String requestPath() {
    return context.request().path();
  }

  public String path(String name) {
    return validated.path().get(name).asText();
  }

  /** Whether an open page sent the request without user activity (LOGIN-7). */
  private boolean isBackground() {
    return isBackground(context);
  }

  /**
   * Also true for a picture that a page shows: the browser requests it without a header of ours.
   */
  public static boolean isBackground(RoutingContext context) {
    HttpServerRequest request = context.request();
    return request.getHeader("X-Background") != null
        || "image".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** A query parameter as text; empty if absent. */
  public Optional<String> queryText(String name) {
    return value(name).map(JsonNode::asText);
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(validated.query().get(name));
  }
}
