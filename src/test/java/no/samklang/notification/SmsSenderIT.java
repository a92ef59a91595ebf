package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import no.samklang.TestCertificate;
import no.samklang.TestLog;
import no.samklang.config.SmsSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NOTIF-5: SMS by the packaged gateway descriptions, including gateway faults. */
@Timeout(60)
class SmsSenderIT {
  private static final String TO = "+4791234567";
  private static final String TEXT = "481516 er engangskoden din & på vei";
  // of both sockets; without a limit, the gateway would send gigabytes within the time-out
  private static final long MAX_BUFFERED_BYTES = 32L << 20;
  private static final Notice NOTICE = new Notice(TO, null, TEXT);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Queue<HttpServerRequest> requests = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void sendsFormToTwilio() {
    SmsSender sender = twilio(gateway(SmsSenderIT::asTwilio), "hemmelig");
    sender.send(NOTICE).blockingAwait();
    assertThat(requests).hasSize(1);
    HttpServerRequest request = requests.remove();
    assertThat(request.method().name()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/AC17/Messages.json");
    assertThat(request.query()).isNull();
    assertThat(request.formAttributes().entries())
        .extracting(field -> field.getKey() + "=" + field.getValue())
        .containsExactly("To=" + TO, "From=Samklang", "Body=" + TEXT);
  }

  @Test
  void wrongCredentialsAreRetried() {
    SendFailure failure =
        SenderTests.failure(twilio(gateway(SmsSenderIT::asTwilio), "feil"), NOTICE);
    assertThat(failure).hasMessage("sms 401");
    assertThat(failure.isPermanent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"code\": 21211} | true",
        "400 | {\"code\": 21610, \"status\": 400} | true",
        "400 | {\"code\": 21606} | false",
        "404 | {\"code\": 20404} | false",
        "500 | {\"code\": 21211} | false",
        "201 | <html></html> | false",
        "200 | {\"sid\": \"SM1\"} | false",
        "302 | {\"sid\": \"SM1\"} | false",
      })
  void twilioErrorDecidesRetry(int status, String body, boolean permanent) {
    String base = gateway((request, answer) -> end(answer.setStatusCode(status), body));
    SendFailure failure = SenderTests.failure(twilio(base, "hemmelig"), NOTICE);
    assertThat(failure).hasMessage("sms " + status);
    assertThat(failure.isPermanent()).isEqualTo(permanent);
    assertThat(failure.isChannelDown()).isEqualTo(!permanent);
  }

  @ParameterizedTest
  @CsvSource({
    "912 34 567, +4791234567",
    "0047 91234567, +4791234567",
    "+46701234567, +46701234567"
  })
  void sendsNumberInE164(String written, String to) {
    String base = gateway((request, answer) -> end(answer, "OK 17"));
    queryString(base, SenderTests.PLENTY).send(new Notice(written, null, TEXT)).blockingAwait();
    assertThat(requests.remove().params().get("to")).isEqualTo(to);
  }

  @DisplayName("PERSON-14: numbers outside the allowed prefixes get nothing, and cost nothing")
  @ParameterizedTest
  @ValueSource(strings = {"+1 202 555 0123", "+447911123456"})
  void numbersOfOtherPrefixesAreRefused(String number) {
    String base = gateway((request, answer) -> end(answer, "OK 17"));
    SmsSettings all = queryString(base);
    SmsSettings nordic = new SmsSettings(all.gateway(), all.sender(), "+47 +46 +45", all.values());
    SmsSender sender = SmsSender.open(vertx, nordic, SenderTests.notices(SenderTests.PLENTY));
    SendFailure failure = SenderTests.failure(sender, new Notice(number, null, TEXT));
    assertThat(failure).hasMessage("bad prefix");
    assertThat(failure.isPermanent()).isTrue();
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "kari", "+47 912 34 567 89"})
  void invalidNumberFailsPermanently(String written) {
    String base = gateway((request, answer) -> end(answer, "OK 17"));
    SendFailure failure =
        SenderTests.failure(queryString(base, SenderTests.PLENTY), new Notice(written, null, TEXT));
    assertThat(failure).hasMessage("bad number");
    assertThat(failure.isPermanent()).isTrue();
    assertThat(failure.isChannelDown()).isFalse();
    assertThat(requests).isEmpty();
  }

  @Test
  void busyGatewaySetsRetryAfter() {
    String base =
        gateway(
            (request, answer) ->
                end(answer.setStatusCode(429).putHeader("Retry-After", "90"), "{}"));
    SendFailure failure = SenderTests.failure(twilio(base, "hemmelig"), NOTICE);
    assertThat(failure).hasMessage("sms 429");
    assertThat(failure.isPermanent()).isFalse();
    assertThat(failure.isChannelDown()).isFalse();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(90));
  }

  @Test
  void redirectsAreNotFollowed() {
    String elsewhere = gateway((request, answer) -> end(answer, "OK"));
    String base =
        gateway(
            (request, answer) ->
                end(answer.setStatusCode(307).putHeader("Location", elsewhere), ""));
    assertThat(SenderTests.failure(queryString(base, SenderTests.PLENTY), NOTICE))
        .hasMessage("sms 307");
    assertThat(requests).hasSize(1);
  }

  @Test
  void sendsQueryString() {
    String base = gateway((request, answer) -> end(answer, "OK 17"));
    queryString(base, SenderTests.PLENTY).send(NOTICE).blockingAwait();
    assertThat(requests.remove().params().entries())
        .extracting(field -> field.getKey() + "=" + field.getValue())
        .containsExactly(
            "user=samklang", "passwd=a&b=c", "from=Samklang", "to=" + TO, "msg=" + TEXT);
  }

  @Test
  void reusesConnections() {
    SmsSender sender =
        queryString(gateway((request, answer) -> end(answer, "OK")), SenderTests.PLENTY);
    Flowable.range(1, 20).concatMapCompletable(i -> sender.send(NOTICE)).blockingAwait();
    assertThat(requests.stream().map(request -> request.remoteAddress().port()).distinct())
        .hasSizeLessThan(requests.size());
  }

  /** A response may arrive before the sending thread continues. */
  @Test
  void sendsFromAnyThread() {
    SmsSender sender =
        queryString(gateway((request, answer) -> end(answer, "OK")), SenderTests.PLENTY);
    IntStream.range(0, 2000).forEach(i -> sender.send(NOTICE).blockingAwait());
    assertThat(requests).hasSize(2000);
  }

  @ParameterizedTest
  @CsvSource({
    "ERR temporary overload, false",
    "ERR recipient unknown, true",
    "ERR login, false",
    "'', false",
    "OKAY?, false"
  })
  void queryStringBodyDecidesRetry(String body, boolean permanent) {
    String base = gateway((request, answer) -> end(answer, body));
    SendFailure failure = SenderTests.failure(queryString(base, SenderTests.PLENTY), NOTICE);
    assertThat(failure).hasMessage("sms 200");
    assertThat(failure.isPermanent()).isEqualTo(permanent);
  }

  @Test
  void hangingGatewayTimesOutWithoutLoggingContent() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    String base = gateway((request, answer) -> request.connection().closeHandler(closed::complete));
    try (TestLog log = TestLog.open()) {
      assertRetried(SenderTests.failure(queryString(base, SenderTests.SHORT), NOTICE));
      assertThat(closed).succeedsWithin(SenderTests.PLENTY);
      assertThat(log.text()).doesNotContain("4791234567", "481516", "samklang&", "Stream reset");
    }
  }

  @Test
  void hangingResponseTimesOut() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    String base =
        gateway(
            (request, answer) -> {
              request.connection().closeHandler(closed::complete);
              answer.setChunked(true).getDelegate().write("OK");
            });
    assertRetried(SenderTests.failure(queryString(base, SenderTests.SHORT), NOTICE));
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
  }

  @Test
  void slowResponseTimesOut() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    String base =
        gateway(
            (request, answer) -> {
              request.connection().closeHandler(closed::complete);
              answer.setChunked(true);
              vertx.setPeriodic(50, tick -> answer.getDelegate().write("OK"));
            });
    assertRetried(SenderTests.failure(queryString(base, SenderTests.SHORT), NOTICE));
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
  }

  @Test
  void cancelledRequestIsNotSent() {
    String base = gateway((request, answer) -> end(answer, "OK"));
    SmsGatewayClient client = new SmsGatewayClient(vertx, SenderTests.PLENTY, options -> options);
    client.send(request(base)).test().dispose();
    SmsGatewayResponse answer = client.send(request(base)).blockingGet();
    assertThat(answer.body()).isEqualTo("OK");
    assertThat(requests).hasSize(1);
  }

  @Test
  void tooLongResponseIsRetried() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    String base =
        gateway(
            (request, answer) -> {
              request.connection().closeHandler(closed::complete);
              answer.setChunked(true).getDelegate().write("OK" + " ".repeat(1 << 17));
            });
    SendFailure failure = SenderTests.failure(queryString(base, Duration.ofSeconds(3)), NOTICE);
    assertRetried(failure);
    assertThat(failure).hasMessage("sms response too long");
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
  }

  @Test
  void stopsReadingTooLongResponse() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    AtomicLong written = new AtomicLong();
    String base =
        gateway(
            (request, answer) -> {
              request.connection().closeHandler(closed::complete);
              writeForever(answer.setChunked(true).getDelegate(), written);
            });
    assertThat(SenderTests.failure(queryString(base, Duration.ofSeconds(3)), NOTICE))
        .hasMessage("sms response too long");
    assertThat(closed).succeedsWithin(SenderTests.PLENTY);
    assertThat(written).hasValueLessThan(MAX_BUFFERED_BYTES);
  }

  private static void writeForever(
      io.vertx.core.http.HttpServerResponse answer, AtomicLong written) {
    Buffer part = Buffer.buffer(" ".repeat(1 << 14));
    answer
        .write(part)
        .onSuccess(
            done -> {
              written.addAndGet(part.length());
              writeForever(answer, written);
            });
  }

  @Test
  void closedConnectionIsRetried() {
    String base = gateway((request, answer) -> request.connection().getDelegate().close());
    assertRetried(SenderTests.failure(queryString(base, SenderTests.PLENTY), NOTICE));
  }

  @Test
  void unreachableGatewayIsRetried() throws Exception {
    try (Socket port = SenderTests.deafPort()) {
      String base = "http://127.0.0.1:" + port.getLocalPort();
      assertRetried(SenderTests.failure(queryString(base, SenderTests.PLENTY), NOTICE));
    }
  }

  @Test
  void checksCertificateAndHostName() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    HttpServerOptions tls =
        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options());
    String address = gateway(tls, (request, answer) -> end(answer, "OK"));
    String localhost = address.replace("http://127.0.0.1", "https://localhost");
    trusting(certificate, localhost).send(NOTICE).blockingAwait();
    SmsSender ofAnotherName = trusting(certificate, localhost.replace("localhost", "127.0.0.1"));
    assertThat(SenderTests.failure(ofAnotherName, NOTICE)).hasMessage("sms SSLHandshakeException");
    assertThat(SenderTests.failure(queryString(localhost, SenderTests.PLENTY), NOTICE))
        .hasMessage("sms SSLHandshakeException");
    assertThat(requests).hasSize(1);
  }

  private SmsGatewayRequest request(String base) {
    return SmsGateway.of(queryString(base)).request(NOTICE);
  }

  private static void assertRetried(SendFailure failure) {
    assertThat(failure.isPermanent()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("sms ")
        .hasMessageNotContainingAny("481516", "4791234567")
        .hasNoCause();
  }

  private static void asTwilio(HttpServerRequest request, HttpServerResponse answer) {
    String login =
        Base64.getEncoder().encodeToString("AC17:hemmelig".getBytes(StandardCharsets.UTF_8));
    boolean known = ("Basic " + login).equals(request.getHeader("Authorization"));
    end(
        answer.setStatusCode(known ? 201 : 401),
        known ? "{\"sid\": \"SM00c0ffee\", \"status\": \"queued\"}" : "{\"code\": 20003}");
  }

  private static void end(HttpServerResponse answer, String body) {
    answer.getDelegate().end(body);
  }

  private String gateway(BiConsumer<HttpServerRequest, HttpServerResponse> behaviour) {
    return gateway(new HttpServerOptions(), behaviour);
  }

  /** Starts a gateway with the behaviour for each complete request; returns its URL. */
  private String gateway(
      HttpServerOptions options, BiConsumer<HttpServerRequest, HttpServerResponse> behaviour) {
    int port =
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(
                request -> {
                  requests.add(
                      request.setExpectMultipart(HttpMethod.POST.equals(request.method())));
                  request.endHandler(end -> behaviour.accept(request, request.response()));
                })
            .rxListen()
            .blockingGet()
            .actualPort();
    return "http://127.0.0.1:" + port;
  }

  private SmsSender twilio(String base, String token) {
    String yaml = SenderTests.shipped("twilio.yaml").replace("https://api.twilio.com", base);
    Map<String, String> values = Map.of("accountSid", "AC17", "authToken", token);
    return SmsSender.open(
        vertx, SenderTests.sms(folder, yaml, values), SenderTests.notices(SenderTests.PLENTY));
  }

  private SmsSender queryString(String base, Duration timeout) {
    return SmsSender.open(vertx, queryString(base), SenderTests.notices(timeout));
  }

  private SmsSender trusting(TestCertificate certificate, String base) {
    return new SmsSender(
        vertx,
        queryString(base),
        SenderTests.notices(SenderTests.PLENTY),
        options -> options.setTrustOptions(certificate.options()));
  }

  private SmsSettings queryString(String base) {
    return SenderTests.sms(
        folder,
        SenderTests.shipped("query-string.yaml"),
        Map.of("url", base + "/send", "user", "samklang", "passwd", "a&b=c"));
  }
}
