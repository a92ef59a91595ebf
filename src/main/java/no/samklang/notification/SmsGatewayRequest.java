package no.samklang.notification;

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
import no.samklang.gateway.TextTemplate;
import no.samklang.notification.SmsGatewayConfig.BasicAuth;

/**
 * One request to a gateway, with values encoded for their position.
 *
 * @param body empty when there is none
 */
record SmsGatewayRequest(RequestOptions options, Buffer body) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Creates the request by filling the description's placeholders.
   *
   * @throws IllegalArgumentException when the resulting URL or a header is invalid
   */
  static SmsGatewayRequest of(SmsGatewayConfig config, UnaryOperator<String> values) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(config.method().name()))
            .setAbsoluteURI(url(config, values).toString())
            .setFollowRedirects(false);
    contentType(config, options);
    if (config.basicAuth() != null) {
      options.putHeader("Authorization", authorization(config.basicAuth(), values));
    }
    config.headers().forEach((name, value) -> options.putHeader(name, value.fill(values)));
    return new SmsGatewayRequest(options, body(config, values));
  }

  @Override
  public String toString() {
    return "SmsGatewayRequest";
  }

  /** A placeholder at the start is the base URL and isn't encoded; later values are. */
  private static URI url(SmsGatewayConfig config, UnaryOperator<String> values) {
    TextTemplate template = config.url();
    String url =
        template.fill(
            placeholder ->
                template.startsWith(placeholder)
                    ? values.apply(placeholder)
                    : encoded(values.apply(placeholder)));
    String query = fields(config.query(), values);
    return requireHttpUrl(
        URI.create(query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query));
  }

  /**
   * Checks the authority, because {@link URI#getHost} is null for names with an underscore, which
   * Docker Compose creates.
   */
  private static URI requireHttpUrl(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String authority = url.getRawAuthority();
    if (!http || authority == null || authority.contains("@") || url.getFragment() != null) {
      throw new IllegalArgumentException("Not an http:// or https:// address");
    }
    return url;
  }

  private static String authorization(BasicAuth auth, UnaryOperator<String> values) {
    String login = auth.user().fill(values) + ":" + auth.password().fill(values);
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private static void contentType(SmsGatewayConfig config, RequestOptions options) {
    if (!config.form().isEmpty()) {
      options.putHeader("Content-Type", "application/x-www-form-urlencoded");
    } else if (config.json() != null) {
      options.putHeader("Content-Type", "application/json");
    } else if (config.text() != null) {
      options.putHeader("Content-Type", "text/plain; charset=utf-8");
    }
  }

  private static Buffer body(SmsGatewayConfig config, UnaryOperator<String> values) {
    if (config.json() != null) {
      return Buffer.buffer(filled(config.json(), values).toString());
    }
    return config.text() != null
        ? Buffer.buffer(config.text().fill(values))
        : Buffer.buffer(fields(config.form(), values));
  }

  private static JsonNode filled(JsonNode node, UnaryOperator<String> values) {
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JSON.objectNode();
      object
          .properties()
          .forEach(field -> filled.set(field.getKey(), filled(field.getValue(), values)));
      return filled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode filled = JSON.arrayNode();
      array.forEach(item -> filled.add(filled(item, values)));
      return filled;
    }
    return node.isTextual() ? JSON.textNode(new TextTemplate(node.textValue()).fill(values)) : node;
  }

  private static String fields(Map<String, TextTemplate> fields, UnaryOperator<String> values) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue().fill(values)))
        .collect(Collectors.joining("&"));
  }

  /** Encodes a space as %20, which is valid in paths, queries and forms. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
