package no.samklang.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.samklang.gateway.TextTemplate;

/**
 * Description of an SMS gateway's HTTP API, read from a file in {@code conf/sms} (NOTIF-5).
 * Templates may have placeholders, for instance <code>{to}</code>.
 *
 * @param form fields of a form; at most one of form, json and text is set
 * @param json a JSON tree; placeholders are filled in its texts, which are then encoded
 * @param text a plain text body
 */
record SmsGatewayConfig(
    Method method,
    TextTemplate url,
    BasicAuth basicAuth,
    Map<String, TextTemplate> headers,
    Map<String, TextTemplate> query,
    Map<String, TextTemplate> form,
    JsonNode json,
    TextTemplate text,
    AnswerRules answers) {

  SmsGatewayConfig {
    require(method != null && url != null && answers != null, "needs method, url and answers");
    headers = ordered(headers);
    query = ordered(query);
    form = ordered(form);
    long bodies =
        Stream.of(form.isEmpty() ? null : form, json, text).filter(Objects::nonNull).count();
    require(bodies <= 1, "can have only one of form, json and text");
    require(bodies == 0 || method != Method.GET, "a GET has no form, json or text");
  }

  /** HTTP method of the request. */
  enum Method {
    GET,
    POST,
    PUT
  }

  /** Credentials for HTTP Basic authentication. */
  record BasicAuth(TextTemplate user, TextTemplate password) {
    BasicAuth {
      require(user != null && password != null, "basicAuth needs user and password");
    }
  }

  /**
   * Rules for responses, evaluated in the order {@code retry}, {@code never}, {@code sent}; a
   * response that matches none is retried.
   */
  record AnswerRules(AnswerRule sent, AnswerRule retry, AnswerRule never) {
    AnswerRules {
      require(sent != null, "answers needs sent");
      retry = retry == null ? AnswerRule.NONE : retry;
      never = never == null ? AnswerRule.NONE : never;
    }
  }

  /** Matches a response whose status is in the set and whose body contains the pattern. */
  record AnswerRule(Set<Integer> status, Pattern body) {
    private static final Pattern ANY = Pattern.compile("");
    static final AnswerRule NONE = new AnswerRule(Set.of(), ANY);

    AnswerRule {
      require(status != null || body != null, "each of answers needs status or body");
      require(
          status == null || status.stream().allMatch(code -> code >= 100 && code <= 599),
          "a status is 100 to 599");
      body = body == null ? ANY : body;
    }

    boolean matches(int responseStatus, String responseBody) {
      return (status == null || status.contains(responseStatus))
          && body.matcher(responseBody).find();
    }
  }

  /** All templates of the description. */
  Stream<TextTemplate> templates() {
    Stream<TextTemplate> named =
        Stream.of(headers, query, form).flatMap(templates -> templates.values().stream());
    Stream<TextTemplate> auth =
        basicAuth == null ? Stream.of() : Stream.of(basicAuth.user(), basicAuth.password());
    Stream<TextTemplate> texts = Stream.of(url, text).filter(Objects::nonNull);
    return Stream.of(named, auth, texts, texts(json)).flatMap(templates -> templates);
  }

  private static Stream<TextTemplate> texts(JsonNode node) {
    if (node == null) {
      return Stream.of();
    }
    return node.isTextual()
        ? Stream.of(new TextTemplate(node.textValue()))
        : StreamSupport.stream(node.spliterator(), false).flatMap(SmsGatewayConfig::texts);
  }

  private static Map<String, TextTemplate> ordered(Map<String, TextTemplate> templates) {
    return templates == null ? Map.of() : new LinkedHashMap<>(templates);
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
