package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged file starts the same product, says what is wrong in one line, and loses nothing when
 * it is killed.
 */
@Alone
class JarIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private Process process;

  @AfterEach
  void end() throws InterruptedException {
    if (process != null && process.isAlive()) {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void startsFillsGreetsSurvivesAKillAndStopsInOrder() throws IOException, InterruptedException {
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

    process.destroyForcibly().waitFor();
    start(environment);
    awaitReady(management);

    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(output()).doesNotContain("Exception");
    assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void holdsEveryLibraryFileThatThePageNames() throws IOException {
    String page = Files.readString(Path.of("webroot", "index.html"));
    List<String> named =
        Pattern.compile("\"/(webjars/[^\"]+[a-z])\"")
            .matcher(page)
            .results()
            .map(file -> "META-INF/resources/" + file.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(4);
    try (ZipFile jar = new ZipFile(System.getProperty("samklang.jar"))) {
      assertThat(named).allSatisfy(file -> assertThat(jar.getEntry(file)).as(file).isNotNull());
    }
  }

  @Test
  void aWrongSettingStopsTheStartWithOneLine() throws IOException, InterruptedException {
    start(Map.of("SAMKLANG_HTTP_PORT", "70000"));
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output().strip().lines()).hasSize(1).first().asString().contains("http.port");
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidInOneLineToo() throws IOException, InterruptedException {
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
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            System.getProperty("samklang.jar"));
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    process = builder.start();
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
