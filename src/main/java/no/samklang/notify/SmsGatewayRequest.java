package no.samklang.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import no.samklang.notify.SmsGatewayConfig.BasicAuth;

/**
 * One request to a gateway, each value in it encoded as its place wants.
 *
 * @param body empty when there is none
 */
record SmsGatewayRequest(RequestOptions options, Buffer body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * The description with its places filled.
   *
   * @throws IllegalArgumentException when the filled address or a header can't be sent
   */
  static SmsGatewayRequest of(SmsGatewayConfig description, UnaryOperator<String> filling) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(description.method().name()))
            .setAbsoluteURI(url(description, filling).toString())
            .setFollowRedirects(false);
    contentType(description, options);
    if (description.basicAuth() != null) {
      options.putHeader("Authorization", authorization(description.basicAuth(), filling));
    }
    description.headers().forEach((name, value) -> options.putHeader(name, value.fill(filling)));
    return new SmsGatewayRequest(options, body(description, filling));
  }

  @Override
  public String toString() {
    return "SmsGatewayRequest";
  }

  /** What stands first is the address itself; values further on are encoded. */
  private static URI url(SmsGatewayConfig description, UnaryOperator<String> filling) {
    TextTemplate template = description.url();
    String url =
        template.fill(
            place ->
                template.startsWith(place) ? filling.apply(place) : encoded(filling.apply(place)));
    String query = fields(description.query(), filling);
    return checked(
        URI.create(query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query));
  }

  /** By its authority: as a host, URI knows no name with an underscore, such as Compose gives. */
  private static URI checked(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String authority = url.getRawAuthority();
    if (!web || authority == null || authority.contains("@") || url.getFragment() != null) {
      throw new IllegalArgumentException("Not an http:// or https:// address");
    }
    return url;
  }

  private static String authorization(BasicAuth auth, UnaryOperator<String> filling) {
    String login = auth.user().fill(filling) + ":" + auth.password().fill(filling);
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private static void contentType(SmsGatewayConfig description, RequestOptions options) {
    if (!description.form().isEmpty()) {
      options.putHeader("Content-Type", "application/x-www-form-urlencoded");
    } else if (description.json() != null) {
      options.putHeader("Content-Type", "application/json");
    } else if (description.text() != null) {
      options.putHeader("Content-Type", "text/plain; charset=utf-8");
    }
  }

  private static Buffer body(SmsGatewayConfig description, UnaryOperator<String> filling) {
    if (description.json() != null) {
      return Buffer.buffer(filled(description.json(), filling).toString());
    }
    return description.text() != null
        ? Buffer.buffer(description.text().fill(filling))
        : Buffer.buffer(fields(description.form(), filling));
  }

  private static JsonNode filled(JsonNode node, UnaryOperator<String> filling) {
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JSON.objectNode();
      object
          .properties()
          .forEach(field -> filled.set(field.getKey(), filled(field.getValue(), filling)));
      return filled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode filled = JSON.arrayNode();
      array.forEach(item -> filled.add(filled(item, filling)));
      return filled;
    }
    return node.isTextual()
        ? JSON.textNode(new TextTemplate(node.textValue()).fill(filling))
        : node;
  }

  private static String fields(Map<String, TextTemplate> fields, UnaryOperator<String> filling) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue().fill(filling)))
        .collect(Collectors.joining("&"));
  }

  /** A blank as %20, which every reader of paths, queries and forms takes for a blank. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
