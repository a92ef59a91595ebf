package no.samklang.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How an SMS gateway is spoken to, as a file of {@code conf/sms} says it (NOTIF-5). What is sent
 * may have places, such as <code>{to}</code>.
 *
 * @param form fields of a form; at most one of form, json and text is there
 * @param json a tree whose texts are filled, so that they are always encoded right
 * @param text a body that is filled as it is
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
    Answers answers) {

  SmsGatewayConfig {
    require(method != null && url != null && answers != null, "needs method, url and answers");
    headers = inOrder(headers);
    query = inOrder(query);
    form = inOrder(form);
    long bodies =
        Stream.of(form.isEmpty() ? null : form, json, text).filter(Objects::nonNull).count();
    require(bodies <= 1, "can have only one of form, json and text");
    require(bodies == 0 || method != Method.GET, "a GET has no form, json or text");
  }

  /** What a request can be. */
  enum Method {
    GET,
    POST,
    PUT
  }

  /** User and password of HTTP's Basic scheme. */
  record BasicAuth(TextTemplate user, TextTemplate password) {
    BasicAuth {
      require(user != null && password != null, "basicAuth needs user and password");
    }
  }

  /**
   * What the gateway's answers mean. {@code retry} is asked first, then {@code never}, then {@code
   * sent}; an answer that fits none is tried again too.
   */
  record Answers(Rule sent, Rule retry, Rule never) {
    Answers {
      require(sent != null, "answers needs sent");
      retry = retry == null ? Rule.NONE : retry;
      never = never == null ? Rule.NONE : never;
    }
  }

  /** An answer fits when its status is among these and the pattern is found in its body. */
  record Rule(Set<Integer> status, Pattern body) {
    private static final Pattern ANYTHING = Pattern.compile("");
    static final Rule NONE = new Rule(Set.of(), ANYTHING);

    Rule {
      require(status != null || body != null, "each of answers needs status or body");
      require(
          status == null || status.stream().allMatch(code -> code >= 100 && code <= 599),
          "a status is 100 to 599");
      body = body == null ? ANYTHING : body;
    }

    boolean fits(int answered, String answer) {
      return (status == null || status.contains(answered)) && body.matcher(answer).find();
    }
  }

  /** All that is filled. */
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

  private static Map<String, TextTemplate> inOrder(Map<String, TextTemplate> templates) {
    return templates == null ? Map.of() : new LinkedHashMap<>(templates);
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
