package no.samklang.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.samklang.config.Settings.LogFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources, values and the rules between settings. */
class SettingsTest {
  private static final String DATABASE = "postgresql://sam:hemmelig@db:5432/samklang";
  private static final String SMTP = "smtp://post:hemmelig@mail.example.no:587";

  @TempDir Path folder;

  @Test
  void defaultsComeFromTheFile() {
    Settings settings = Settings.load(Optional.empty(), Map.of());
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.management().port()).isEqualTo(8081);
    assertThat(settings.data().dir()).isEqualTo(Path.of("data"));
    assertThat(settings.database().uri()).isEmpty();
    assertThat(settings.database().statementTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.password().argon2().memoryKiB()).isEqualTo(7168);
    assertThat(settings.session().maxAge()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.smtp().startTls()).isEqualTo(Settings.StartTls.REQUIRED);
    assertThat(settings.sms().values()).isEmpty();
    assertThat(settings.demo().data()).isTrue();
    assertThat(settings.demoMode()).isTrue();
  }

  @Test
  void aLaterSourceOverridesAnEarlierOne() throws IOException {
    Path file = file("http:\n  port: 9000\n  instances: 3\nterms:\n  version: 1.10\n");
    Settings settings = Settings.load(Optional.of(file), Map.of("SAMKLANG_HTTP_PORT", "0"));
    assertThat(settings.http().port()).isZero();
    assertThat(settings.http().instances()).isEqualTo(3);
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.terms().version()).isEqualTo("1.10");
  }

  @Test
  void valuesAreReadVerbatimAndKeysMayHaveDots() throws IOException {
    Settings settings = loadFile("http.port: 9000\nsms.values: {pin: 0012, a.b: 1e3}\n");
    assertThat(settings.http().port()).isEqualTo(9000);
    assertThat(settings.sms().values())
        .isEqualTo(Map.of("pin", new Secret("0012"), "a.b", new Secret("1e3")));
  }

  @Test
  void aFileMayBeEmpty() throws IOException {
    assertThat(loadFile("")).isEqualTo(Settings.with(Map.of()));
    assertThat(loadFile("# smtp:\nsms:\n  # gateway: x\n")).isEqualTo(Settings.with(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "SAMKLANG_DATABASE_STATEMENT_TIMEOUT, database.statementTimeout",
    "SAMKLANG_HTTP_MAX_BODY_BYTES, http.maxBodyBytes",
    "SAMKLANG_PASSWORD_ARGON2_MEMORY_KIB, password.argon2.memoryKiB",
    "SAMKLANG_HTTP_TLS_CERTIFICATE, http.tls.certificate",
    "SAMKLANG_PUBLIC_URL, public.url",
    "SAMKLANG_DATA_DIR, data.dir",
    "SAMKLANG_SMTP_START_TLS, smtp.startTls"
  })
  void everyKeyHasAVariable(String variable, String key) {
    Set<String> keys = SettingsSources.defaults().keys();
    assertThat(Environment.byVariable(keys)).containsEntry(variable, key).hasSameSizeAs(keys);
  }

  @Test
  void otherVariablesAreIgnored() {
    Settings settings = Settings.load(Optional.empty(), Map.of("PATH", "/bin", "SAMKLANGX", "1"));
    assertThat(settings).isEqualTo(Settings.with(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "SAMKLANG_SERVICE_HOST, 10.96.0.17",
    "SAMKLANG_SERVICE_PORT, 8080",
    "SAMKLANG_SERVICE_PORT_HTTP, 8080",
    "SAMKLANG_PORT, tcp://10.96.0.17:8080",
    "SAMKLANG_PORT_8080_TCP, tcp://10.96.0.17:8080",
    "SAMKLANG_PORT_8080_TCP_PROTO, tcp",
    "SAMKLANG_PORT_8080_TCP_PORT, 8080",
    "SAMKLANG_PORT_8080_TCP_ADDR, 10.96.0.17",
    "SAMKLANG_DB_SERVICE_HOST, 10.96.0.18",
    "SAMKLANG_MANAGEMENT_PORT, tcp://10.96.0.19:8081"
  })
  void kubernetesServiceVariablesAreIgnored(String variable, String text) {
    Settings settings = Settings.load(Optional.empty(), Map.of(variable, text));
    assertThat(settings).isEqualTo(Settings.with(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "SAMKLANG_PORT, 8080",
    "SAMKLANG_SERVICE, x",
    "SAMKLANG_SERVICE_HOSTS, x",
    "SAMKLANG_PORT_8080, x",
    "SAMKLANG_PORT_8080_HTTP, x"
  })
  void similarButUnknownVariablesAreRejected(String variable, String text) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(Optional.empty(), Map.of(variable, text)))
        .withMessage(variable + ": unknown setting");
  }

  @Test
  void smsValuesComeFromFileAndEnvironment() throws IOException {
    Path file = file("sms:\n  values:\n    region: no\n    accountSid: old\n");
    Map<String, String> variables =
        Map.of("SAMKLANG_SMS_ACCOUNT_SID", "AC1", "SAMKLANG_SMS_SENDER", "Plan");
    SmsSettings sms = Settings.load(Optional.of(file), variables).sms();
    assertThat(sms.values())
        .isEqualTo(Map.of("region", new Secret("no"), "accountSid", new Secret("AC1")));
    assertThat(sms.sender()).isEqualTo("Plan");
  }

  /** Which header is believed is never guessed: a proxy may pass on the other one. */
  @Test
  void trustedProxiesNeedAHeader() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.with(Map.of("http.trustedProxies", "10.0.0.0/8")))
        .withMessageContaining("http.forwardedBy: required when http.trustedProxies is set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port | 70000 | 70000 is not a port (0 to 65535)",
        "management.port | -1 | -1 is not a port (0 to 65535)",
        "http.port | eighty | eighty is not a whole number up to 2147483647",
        "http.port | 99999999999 | 99999999999 is not a whole number up to 2147483647",
        "http.port | '' | missing",
        "http.host | '' | missing",
        "http.host | a b | not a host name or an address",
        "http.idleTimeout | -5m | a duration can't be negative",
        "http.idleTimeout | 0s | must be more than 0 and at most 366 days",
        "http.idleTimeout | 10 | 10 is not a duration (90s, 10m, 1h)",
        "http.idleTimeout | 999999999h | must be more than 0 and at most 366 days",
        "http.trustedProxies | proxy.example.no | proxy.example.no is not an IP address or a CIDR"
            + " block (10.0.0.0/8)",
        "http.trustedProxies | 10.0.0.0/8, 10.0.0.0/33 | 10.0.0.0/33 is not an IP address or a CIDR"
            + " block (10.0.0.0/8)",
        "http.trustedProxies | ::1/x | ::1/x is not an IP address or a CIDR block (10.0.0.0/8)",
        "http.forwardedBy | via | via is not one of [FORWARDED, X_FORWARDED_FOR]",
        "http.limits.connections | 0 | 0 is not in 1 to 10000000",
        "http.instances | -1 | -1 is not in 0 to 256",
        "database.poolSize | 0 | 0 is not in 1 to 1000",
        "password.minLength | 5 | 5 is not in 6 to 64",
        "password.minLength | 65 | 65 is not in 6 to 64",
        "password.argon2.memoryKiB | 7 | 7 is not in 8 to 1048576",
        "session.warnBefore | 60m | must be shorter than session.idleTimeout",
        "smtp.startTls | maybe | maybe is not one of [REQUIRED, OPTIONAL, DISABLED]",
        "demo.data | yes | yes is not true or false",
        "public.url | ftp://plan.no | not an http:// or https:// address",
        "public.url | plan.no | not an http:// or https:// address",
        "public.url | https://plan no | not a URI",
        "public.url | https://plan.no/app | must not have a path, query or fragment",
        "sms.gateway | none.yaml | none.yaml is neither a file of conf/sms nor a path",
        "database.migrationUser | owner | user and password must be set together",
        "http.prot | 1 | unknown setting",
        "http | 1 | is a group of settings and can't have a value"
      })
  void anInvalidValueIsReportedWithItsKey(String key, String value, String problem) {
    String reported = key.equals("database.migrationUser") ? "database.migrationPassword" : key;
    assertRejected(Map.of(key, value), reported + ": " + problem);
  }

  @Test
  void aFileVariableHoldsThePathOfTheValue() throws IOException {
    Path secret = Files.writeString(folder.resolve("database"), DATABASE + "\n");
    Path token = Files.writeString(folder.resolve("token"), "hemmelig\r\n");
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of(
                "SAMKLANG_DATABASE_URI_FILE", secret.toString(),
                "SAMKLANG_SMS_AUTH_TOKEN_FILE", token.toString()));
    assertThat(settings.database().uri()).hasValue(DatabaseAddress.parse(DATABASE));
    assertThat(settings.sms().values()).isEqualTo(Map.of("authToken", new Secret("hemmelig")));
  }

  @Test
  void aVariableAndItsFileAreMutuallyExclusive() throws IOException {
    Path secret = Files.writeString(folder.resolve("database"), DATABASE);
    assertVariablesRejected(
        Map.of("SAMKLANG_DATABASE_URI", DATABASE, "SAMKLANG_DATABASE_URI_FILE", secret.toString()),
        "database.uri: is set both as a variable and as a file (_FILE)");
  }

  @Test
  void anUnusableVariableFileIsReported() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertVariablesRejected(
        Map.of("SAMKLANG_DATABASE_URI_FILE", "/none"),
        "SAMKLANG_DATABASE_URI_FILE: /none can't be read");
    assertVariablesRejected(
        Map.of("SAMKLANG_DATABASE_URI_FILE", empty.toString()),
        "SAMKLANG_DATABASE_URI_FILE: " + empty + " is empty");
    assertVariablesRejected(
        Map.of("SAMKLANG_DATABASE_URI_FILE", binary.toString()),
        "SAMKLANG_DATABASE_URI_FILE: " + binary + " can't be read");
    assertVariablesRejected(
        Map.of("SAMKLANG_HTTP_PROT_FILE", empty.toString()),
        "SAMKLANG_HTTP_PROT_FILE: unknown setting");
  }

  @Test
  void anUnknownVariableIsReported() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(Optional.empty(), Map.of("SAMKLANG_HTTP_PROT", "hemmelig")))
        .withMessage("SAMKLANG_HTTP_PROT: unknown setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: {port: } | http.port: has no value",
        "http: {prot: 1} | http.prot: unknown setting",
        "http: [1] | http: can't be a list",
        "http: 8080 | http: is a group of settings and can't have a value",
        "http: {port: {a: 1}} | http.port.a: unknown setting",
        "http.prot: 1 | http.prot: unknown setting",
        "sms: {values: {token: }} | sms.values.token: has no value",
        "http: {port: 1, port: 2} | http.port: occurs twice in the file",
        "http: {port: 70000} | http.port: 70000 is not a port (0 to 65535)"
      })
  void aFileErrorIsReportedWithItsKey(String text, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> loadFile(text))
        .withMessage(message);
  }

  @Test
  void invalidYamlIsReportedWithoutItsText() throws IOException {
    Path file = file("smtp:\n  uri: \"hemmelig\n");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(Optional.of(file), Map.of()))
        .withMessageContainingAll(file.toString(), "is not YAML at line")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hemmelig", "\n"));
  }

  @Test
  void aMissingFileIsReported() {
    Path file = folder.resolve("none.yaml");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(Optional.of(file), Map.of()))
        .withMessage("settings: " + file + " can't be read");
  }

  @Test
  void messagesAreOneLine() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.with(Map.of("http.port", "1\n2\r\n" + "x".repeat(500))))
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(200));
  }

  @Test
  void smtpRequiresASender() {
    assertRejected(Map.of("smtp.uri", SMTP), "smtp.from: required when smtp.uri is set");
    assertRejected(Map.of("smtp.uri", SMTP, "smtp.from", "post"), "smtp.from: not a mail address");
    assertRejected(
        Map.of("smtp.uri", "http://u:hemmelig@h"),
        "smtp.uri: not of the form smtp://user:password@host:587 or smtps://...");
  }

  @Test
  void outsideDemoModeBothChannelsAreRequired() throws IOException {
    assertRejected(Map.of("http.host", "0.0.0.0"), "smtp.uri: required outside demo mode");
    Map<String, String> mail = Map.of("smtp.uri", SMTP, "smtp.from", "Samklang <post@kommune.no>");
    assertRejected(mail, "sms.gateway: required outside demo mode");
    assertRejected(Map.of("sms.gateway", gateway()), "smtp.uri: required outside demo mode");

    Map<String, String> both = new HashMap<>(mail);
    both.put("sms.gateway", gateway());
    assertThat(Settings.with(both).demoMode()).isFalse();
    assertThat(Settings.with(both).sms().gatewayDescription()).hasValue("url: x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost", "LocalHost"})
  void loopbackIsDemoMode(String host) {
    assertThat(Settings.with(Map.of("http.host", host)).demoMode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.no", "plan.no", "127.1"})
  void otherHostsAreNotDemoMode(String host) {
    assertRejected(Map.of("http.host", host), "smtp.uri: required outside demo mode");
  }

  @Test
  void publicUrlFollowsThePortUnlessItIsSet() throws IOException {
    Settings settings = Settings.with(Map.of("http.port", "0"));
    assertThat(settings.publicUrl(4711)).isEqualTo(URI.create("http://localhost:4711"));
    assertThat(Settings.with(tls()).publicUrl()).isEqualTo(URI.create("https://localhost:8080"));
    assertThat(Settings.with(Map.of("public.url", "https://localhost/")).publicUrl(1))
        .isEqualTo(URI.create("https://localhost"));
  }

  @Test
  void aPublicAddressDisablesDemoMode() {
    assertRejected(Map.of("public.url", "https://plan.no"), "smtp.uri: required outside demo mode");
  }

  @Test
  void tlsRequiresBothFilesReadable() throws IOException {
    String both = "certificate and key must be set together";
    String certificate = tls().get("http.tls.certificate");
    String none = folder.resolve("none.pem").toString();
    assertRejected(Map.of("http.tls.certificate", certificate), "http.tls.key: " + both);
    assertRejected(Map.of("http.tls.key", certificate), "http.tls.certificate: " + both);
    assertRejected(
        Map.of("http.tls.certificate", certificate, "http.tls.key", none),
        "http.tls.key: " + none + " can't be read");
    assertRejected(
        Map.of("http.tls.certificate", certificate, "http.tls.key", certificate),
        "http.tls.key: " + certificate + " has no PEM PRIVATE KEY");
  }

  @Test
  void toStringMasksSecrets() throws IOException {
    Settings settings =
        Settings.with(
            Map.of(
                "database.uri", DATABASE,
                "database.migrationUser", "eier",
                "database.migrationPassword", "hemmelig",
                "smtp.uri", SMTP,
                "smtp.from", "post@kommune.no",
                "sms.gateway", gateway(),
                "sms.values.token", "hemmelig"));
    assertThat(settings.toString())
        .doesNotContain("hemmelig")
        .contains("password=***", "token=***");
    assertThat(settings.sms().values().get("token").reveal()).isEqualTo("hemmelig");
  }

  private static void assertRejected(Map<String, String> values, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.with(values))
        .withMessageStartingWith(message);
  }

  private static void assertVariablesRejected(Map<String, String> variables, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(Optional.empty(), variables))
        .withMessage(message);
  }

  private Settings loadFile(String text) throws IOException {
    return Settings.load(Optional.of(file(text)), Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("own.yaml"), text);
  }

  private String gateway() throws IOException {
    return Files.writeString(folder.resolve("gateway.yaml"), "url: x\n").toString();
  }

  private Map<String, String> tls() throws IOException {
    Path certificate = folder.resolve("cert.pem");
    Path key = folder.resolve("key.pem");
    Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n");
    Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\n");
    return Map.of("http.tls.certificate", certificate.toString(), "http.tls.key", key.toString());
  }

  @Test
  void tellsTheFormatOfTheLogBeforeTheRest(@TempDir Path folder) throws IOException {
    assertThat(formatsTold(folder, "")).containsExactly(LogFormat.TEXT);
    assertThat(formatsTold(folder, "log: {format: ' Json '}")).containsExactly(LogFormat.JSON);
    List<LogFormat> told = new ArrayList<>();
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> load(folder, "log: {format: xml}", told))
        .withMessageContaining("log.format");
    assertThat(told).isEmpty();
  }

  private static List<LogFormat> formatsTold(Path folder, String yaml) throws IOException {
    List<LogFormat> told = new ArrayList<>();
    assertThat(load(folder, yaml, told).log().format()).isEqualTo(told.get(0));
    return told;
  }

  private static Settings load(Path folder, String yaml, List<LogFormat> told) throws IOException {
    System.setProperty("settings", Files.writeString(folder.resolve("s.yaml"), yaml).toString());
    try {
      return Settings.load(told::add);
    } finally {
      System.clearProperty("settings");
    }
  }
}
