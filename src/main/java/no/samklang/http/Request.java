package no.samklang.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Json;
import no.samklang.bus.Origin;
import no.samklang.operation.Command;
import no.samklang.operation.UploadedFile;

/**
 * A request that fits the contract, from a caller whose session is open (but for operations open to
 * all).
 */
final class Request {
  static final String CLIENT = "client";
  static final String CALLER = "caller";
  static final String CHECKED = "checked";

  private final RoutingContext context;
  private final CheckedRequest checked;

  Request(RoutingContext context) {
    this.context = context;
    this.checked = context.get(CHECKED);
  }

  /** Null where an operation is open to all and nobody is logged in. */
  Caller caller() {
    Caller caller = context.get(CALLER);
    return caller != null && isBackground() ? caller.byItself() : caller;
  }

  Origin origin() {
    return Origin.of(client().getHostAddress(), context.request().getHeader("User-Agent"));
  }

  /** The address of who has sent this; behind trusted proxies, that of whom they speak for. */
  InetAddress client() {
    return context.get(CLIENT);
  }

  /** The body as the record it stands for; the contract has been checked. */
  <T> T body(Class<T> type) {
    try {
      return Json.mapper().treeToValue(checked.body(), type);
    } catch (JsonProcessingException e) {
      throw new BadRequest(400, "request.malformed");
    }
  }

  /** The body as it was sent, null without one. */
  Buffer content() {
    return context.body().buffer();
  }

  /** The file that was sent, with the name that the client gives it. */
  UploadedFile uploadedFile() {
    return new UploadedFile(header("Content-Type").orElse(""), fileName(), content());
  }

  /** As the client calls the file that was sent, empty when it says nothing. */
  private String fileName() {
    return FileName.of(context.request().getHeader(FileName.HEADER));
  }

  /** What the query says, bound to a record with components of the same names. */
  <T> T query(List<String> names, Class<T> type) {
    Map<String, JsonNode> given = new HashMap<>();
    names.forEach(name -> value(name).ifPresent(known -> given.put(name, known)));
    return Json.mapper().convertValue(given, type);
  }

  Command.Headers headers() {
    Integer ifMatch =
        header("If-Match").map(version -> Integer.valueOf(version.replace("\"", ""))).orElse(null);
    return new Command.Headers(ifMatch, header("Idempotency-Key").orElse(null));
  }

  /** The address of the request. */
  String address() {
    return context.request().path();
  }

  String path(String name) {
    return checked.path().get(name).asText();
  }

  /** Whether the page asks by itself, without anybody having done anything (LOGIN-7). */
  private boolean isBackground() {
    return isBackground(context);
  }

  static boolean isBackground(RoutingContext context) {
    return context.request().getHeader("X-Background") != null;
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  private Optional<JsonNode> value(String name) {
    return Optional.ofNullable(checked.query().get(name));
  }
}
