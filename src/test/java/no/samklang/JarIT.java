package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The executable jar: starts, restarts after a kill, and reports configuration errors in one line.
 */
@Exclusive
class JarIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Process process;

  @AfterEach
  void stopProcess() throws InterruptedException {
    if (process != null && process.isAlive()) {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void startsWithDemoDataRestartsAfterAKillAndStops() throws Exception {
    int port = TestPort.free();
    int management = TestPort.free();
    Map<String, String> environment =
        Map.of(
            "SAMKLANG_HTTP_PORT", "" + port,
            "SAMKLANG_MANAGEMENT_PORT", "" + management,
            "SAMKLANG_DATA_DIR", folder.resolve("data").toString());
    start(environment);
    awaitReady(management);
    assertThat(output())
        .contains("http://localhost:" + port, "/demo/outbox", "planeier", TestClient.PASSWORD);
    assertThat(get(port, "/health/ready")).contains("UP");
    assertThat(get(port, "/demo/outbox")).contains("\"items\"");
    verifyLogFindsWhatWasChanged(environment);

    process.destroyForcibly().waitFor();
    start(environment);
    awaitReady(management);

    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(output()).doesNotContain("Exception");
    assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  /** LOG-2: beside the running service, by its settings; the exit code says what it found. */
  private void verifyLogFindsWhatWasChanged(Map<String, String> environment) throws Exception {
    try (Connection connection = embeddedDatabase();
        Statement statement = connection.createStatement()) {
      String plan = text(statement, "select plan_id from plan_log order by plan_id, seq limit 1");
      assertThat(verifyLog(environment, 0))
          .matches("Checked \\d+ entries of \\d+ plans: all are as they were written\\.");
      statement.execute(
          "alter table plan_log disable trigger user; update plan_log set detail = '{\"x\": 1}' where seq = 1 and plan_id = '%1$s'"
              .formatted(plan));
      assertThat(verifyLog(environment, 2))
          .contains("Plan " + plan + ": entry 1 was changed")
          .endsWith(": 1 faults.");
    }
  }

  private Connection embeddedDatabase() throws SQLException {
    DatabaseAddress address = EmbeddedPostgres.findRunning(folder.resolve("data")).orElseThrow();
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private String verifyLog(Map<String, String> environment, int exitCode)
      throws IOException, InterruptedException {
    Path printed = folder.resolve("verified");
    Process verification =
        command(environment, "verify-log")
            .redirectOutput(printed.toFile())
            .redirectError(folder.resolve("verification-log").toFile())
            .start();
    assertThat(verification.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(verification.exitValue()).as(Files.readString(printed)).isEqualTo(exitCode);
    return Files.readString(printed).strip();
  }

  @Test
  void containsTheBundledPagesOnce() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("samklang.jar"))) {
      JsonObject pages =
          new JsonObject(
              Buffer.buffer(jar.getInputStream(jar.getEntry("web/pages.json")).readAllBytes()));
      assertThat(pages.getJsonArray("assets").stream().map(Object::toString))
          .hasSizeGreaterThan(20)
          .allSatisfy(
              asset ->
                  assertThat(Stream.of("", ".br", ".gz").map(end -> "web/assets/" + asset + end))
                      .allSatisfy(file -> assertThat(jar.getEntry(file)).as(file).isNotNull()));
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(file -> file.endsWith(".map") && file.startsWith("web/"))
          .noneMatch(file -> file.contains("webjars/") && file.endsWith(".js"));
    }
  }

  @Test
  void containsTheResourcesGeneratedByTheBuild() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("samklang.jar"))) {
      assertThat(List.of("openapi/openapi.json", "conf/application.json"))
          .allSatisfy(file -> assertThat(jar.getEntry(file)).as(file).isNotNull());
    }
  }

  @Test
  void anInvalidSettingAbortsTheStartWithOneLine() throws IOException, InterruptedException {
    start(Map.of("SAMKLANG_HTTP_PORT", "70000"));
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output().strip().lines()).hasSize(1).first().asString().contains("http.port");
  }

  @Test
  void anUnreachableDatabaseIsReportedInOneLine() throws IOException, InterruptedException {
    start(
        Map.of(
            "SAMKLANG_DATABASE_URI",
            "postgresql://samklang:hemmelig@127.0.0.1:" + TestPort.free() + "/samklang"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output())
        .contains("Samklang can't start: database.uri: ")
        .doesNotContain("hemmelig");
  }

  private void start(Map<String, String> environment) throws IOException {
    process =
        command(environment)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
  }

  private ProcessBuilder command(Map<String, String> environment, String... args) {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            System.getProperty("samklang.jar"));
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(words.stream(), Stream.of(args)).toList());
    builder.environment().putAll(environment);
    return builder.directory(folder.toFile());
  }

  private void awaitReady(int management) {
    await()
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> assertThat(process.isAlive()).as("%s", output()).isTrue())
        .ignoreExceptions()
        .until(() -> get(management, "/health/ready").contains("UP"));
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
