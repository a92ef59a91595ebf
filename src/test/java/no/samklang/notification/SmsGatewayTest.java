package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.MultiMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import no.samklang.config.Secret;
import no.samklang.config.SettingsException;
import no.samklang.config.SmsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NOTIF-5: gateway descriptions, their requests, and the evaluation of responses. */
class SmsGatewayTest {
  private static final Notice NOTICE =
      new Notice("+4791234567", null, "Kode \"12&34\" – {token} på vei = 50 %\n");
  private static final String SENT = "answers: {sent: {status: [200]}}\n";
  private static final String QUERY =
      "method: GET\nurl: https://sms.example.no/send\nquery: {to: '{to}', msg: '{text}'}\n";

  @TempDir Path folder;

  @Test
  void encodesQuery() {
    SmsGatewayRequest request = gateway(QUERY + SENT).request(NOTICE);
    assertThat(request.options().getMethod().name()).isEqualTo("GET");
    assertThat(request.options().getHost()).isEqualTo("sms.example.no");
    assertThat(request.options().isSsl()).isTrue();
    assertThat(request.options().getURI())
        .isEqualTo(
            "/send?to=%2B4791234567"
                + "&msg=Kode%20%2212%2634%22%20%E2%80%93%20%7Btoken%7D%20p%C3%A5%20vei%20%3D%2050%20%25%0A");
    assertThat(request.body().length()).isZero();
  }

  @Test
  void encodesPathButNotBaseUrl() {
    String yaml = "method: GET\nurl: '{url}/{token}?a=1'\nquery: {t: '{to}{text}'}\n" + SENT;
    Map<String, String> values = Map.of("url", "http://sms_gateway:8080/v1", "token", "a/b?c");
    SmsGatewayRequest request = gateway(yaml, values).request(new Notice("1", null, "2"));
    assertThat(request.options().getHost()).isEqualTo("sms_gateway");
    assertThat(request.options().getPort()).isEqualTo(8080);
    assertThat(request.options().getURI()).isEqualTo("/v1/a%2Fb%3Fc?a=1&t=12");
  }

  @Test
  void encodesJson() {
    String yaml =
        """
        method: POST
        url: https://sms.example.no/
        json: {messages: [{to: '{to}', body: 'Fra {sender}: {text}', flash: false}]}
        """;
    SmsGatewayRequest request = gateway(yaml + SENT).request(NOTICE);
    assertThat(request.options().getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.body().toJsonObject().getJsonArray("messages").getJsonObject(0).getMap())
        .containsEntry("to", NOTICE.to())
        .containsEntry("body", "Fra Samklang: " + NOTICE.text())
        .containsEntry("flash", false);
  }

  @Test
  void toStringOmitsContent() {
    SmsGatewayRequest request = gateway(QUERY + SENT).request(NOTICE);
    SmsGatewayResponse answer =
        SmsGatewayResponse.of(200, MultiMap.caseInsensitiveMultiMap(), NOTICE.toString());
    assertThat(request).hasToString("SmsGatewayRequest");
    assertThat(answer).hasToString("SmsGatewayResponse 200");
  }

  @Test
  void sendsTextWithHeaders() {
    String yaml =
        """
        method: PUT
        url: https://sms.example.no/
        headers: {X-Key: 'k {token}', Content-Type: text/x}
        text: "{to}\\n{text}"
        """;
    SmsGatewayRequest request = gateway(yaml + SENT, Map.of("token", "hemmelig")).request(NOTICE);
    assertThat(request.options().getHeaders().get("X-Key")).isEqualTo("k hemmelig");
    assertThat(request.options().getHeaders().getAll("Content-Type")).containsExactly("text/x");
    assertThat(request.body()).hasToString(NOTICE.to() + "\n" + NOTICE.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour: red                              | has an unknown key colour",
        "basicAuth: {user: a, password: b, pw: c} | has an unknown key basicAuth.pw",
        "answers: {sent: {status: [200], code: 1}} | has an unknown key answers.sent.code",
        "answers: {}                              | answers needs sent",
        "answers: {sent: {}}                      | each of answers needs status or body",
        "answers: {sent: {status: [20]}}          | a status is 100 to 599",
        "answers: {sent: {body: '('}}             | is not understood at answers.sent.body",
        "answers: {sent: {status: ok}}            | is not understood at answers.sent.status",
        "basicAuth: {user: a}                     | basicAuth needs user and password",
        "method: DELETE                           | is not understood at method",
        "query: {to: }                            | is not understood at query.to",
        "query: {a: '{to}'}                       | must have both {to} and {text}",
        "form: {a: b}                             | a GET has no form, json or text",
        "headers: {X-To: '{to}'}                  | can't have {to} or {text} in a header",
        "headers: {'a b': x}                      | a header can't hold a line break",
        "url: ftp://sms.example.no/               | must be an http:// or https:// address",
        "url: //sms.example.no/                   | must be an http:// or https:// address",
        "url: 'https://u:p@sms.example.no/'       | must be an http:// or https:// address",
        "url: 'https://sms.example.no/ a'         | must be an http:// or https:// address",
      })
  void rejectsInvalidDescription(String line, String problem) {
    String key = line.substring(0, line.indexOf(':'));
    String yaml = (QUERY + SENT).replaceFirst("(?m)^" + key + ":.*\n", "") + line + "\n";
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> gateway(yaml))
        .withMessageStartingWith("sms.gateway: the description ")
        .withMessageContaining(problem)
        .withMessageNotContaining("\n")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "[1]",
        "method: [",
        "method: GET\nmethod: GET\n",
        "method: POST\nurl: https://a.no\nform: {a: '{to}'}\ntext: '{text}'\n" + SENT
      })
  void rejectsOtherYaml(String yaml) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> gateway(yaml))
        .withMessageStartingWith("sms.gateway: the description ");
  }

  @Test
  void namesMissingValue() {
    String yaml = QUERY + "headers: {Authorization: 'Bearer {apiKey}'}\n" + SENT;
    SettingsException missing = catchThrowableOfType(SettingsException.class, () -> gateway(yaml));
    assertThat(missing.key()).isEqualTo("sms.values.apiKey");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> gateway(yaml, Map.of("apiKey", "")))
        .withMessageStartingWith("sms.values.apiKey: ");
  }

  @Test
  void failureOmitsValues() {
    String yaml = QUERY + "headers: {Authorization: 'Bearer {apiKey}'}\n" + SENT;
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> gateway(yaml, Map.of("apiKey", "hemmelig\r\nX: y")))
        .withMessageNotContaining("hemmelig")
        .withNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "200, OK 17,         sent",
    "200, OK but later,  sms 200 again",
    "200, ERR number,    sms 200 for good",
    "200, ERR temporary, sms 200 again",
    "200, <html>,        sms 200 again",
    "404, OK 17,         sms 404 again",
  })
  void rulesAreEvaluatedInOrder(int status, String body, String meaning) {
    String answers =
        """
        answers:
          retry: {body: 'temporary|later'}
          never: {status: [200], body: '^ERR'}
          sent: {status: [200], body: '^OK|^ERR'}
        """;
    assertThat(meaning(gateway(QUERY + answers), status, body)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1S",
    "17, PT17S",
    "7200, PT1H",
    "999999999, PT1H",
    "'Sun, 06 Nov 1994 08:49:47 GMT', PT10S",
    "'Sun, 06 Nov 1994 08:00:00 GMT', PT1S",
    "soon, ",
    "-1, ",
    "9999999999, ",
  })
  void parsesRetryAfter(String header, Duration pause) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("retry-after", header)
            .add("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(SmsGatewayResponse.of(429, headers, "").retryAfter())
        .isEqualTo(Optional.ofNullable(pause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"twilio.yaml", "query-string.yaml"})
  void packagedDescriptionsAreValid(String name) {
    Map<String, Secret> values =
        Map.of(
            "accountSid", new Secret("AC1"),
            "authToken", new Secret("t"),
            "url", new Secret("https://sms.example.no/send"),
            "user", new Secret("u"),
            "passwd", new Secret("p"));
    assertThatNoException()
        .isThrownBy(
            () -> SmsGateway.of(new SmsSettings(Optional.of(name), "Samklang", "+", values)));
  }

  private static String meaning(SmsGateway gateway, int status, String body) {
    SmsGatewayResponse answer =
        SmsGatewayResponse.of(status, MultiMap.caseInsensitiveMultiMap(), body);
    SendFailure failure =
        catchThrowableOfType(SendFailure.class, () -> gateway.evaluate(answer).blockingAwait());
    return failure == null
        ? "sent"
        : failure.getMessage() + (failure.isPermanent() ? " for good" : " again");
  }

  private SmsGateway gateway(String yaml) {
    return gateway(yaml, Map.of());
  }

  private SmsGateway gateway(String yaml, Map<String, String> values) {
    return SmsGateway.of(SenderTests.sms(folder, yaml, values));
  }
}
