package no.samklang.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.Secret;
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of archive channels, and what is wrong with them, at the start (PLAN-3). */
class ArchiveChannelsTest {
  private static Vertx vertx;
  private static WorkerPool workers;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    workers = WorkerPool.open(vertx, new Metrics(), "archive", 1, 1);
  }

  @AfterAll
  static void close() {
    vertx.close().blockingAwait();
  }

  @Test
  void aFolderIsTheDefault() {
    assertThat(channel(Map.of())).isInstanceOf(FolderChannel.class);
  }

  @Test
  void valuesComeFromTheEnvironment() {
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of("SAMKLANG_ARCHIVE_CHANNEL", "https.yaml", "SAMKLANG_ARCHIVE_TOKEN", "x"));
    assertThat(settings.archive().channel()).isEqualTo("https.yaml");
    assertThat(settings.archive().values()).isEqualTo(Map.of("token", new Secret("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://arkiv.example/inn | makes no request",
        "ftp://arkiv.example/inn | makes no request",
        "https://user:x@arkiv.example/inn | makes no request",
        "arkiv | makes no request"
      })
  void tokenIsSentByHttpsOnly(String url, String problem) {
    refuses(
        Map.of(
            "archive.channel", "https.yaml",
            "archive.values.url", url,
            "archive.values.token", "x"),
        problem);
  }

  @Test
  void aMissingValueIsNamed() {
    refuses(
        Map.of("archive.channel", "https.yaml", "archive.values.url", "https://arkiv.example/inn"),
        "archive.values.token: missing; the channel's description asks for it");
    refuses(Map.of("archive.channel", "none.yaml"), "neither a file of conf/archive nor a path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "folder: x | needs kind",
        "kind: FOLDER | needs folder for FOLDER",
        "{kind: HTTPS, url: 'https://x.example'} | needs received for HTTPS",
        "{kind: HTTPS, url: 'https://x.example', received: {status: [500], receipt: /id}} | 200 to"
            + " 299",
        "{kind: HTTPS, url: 'https://x.example', received: {status: [200], receipt: id}} | JSON"
            + " pointer",
        "{kind: FOLDER, folder: x, colour: red} | has an unknown key colour"
      })
  void invalidDescriptionsAreRefused(String description, String problem) throws IOException {
    Path file = folder.resolve("channel.yaml");
    Files.writeString(file, description);
    refuses(Map.of("archive.channel", file.toString()), problem);
  }

  private static void refuses(Map<String, String> settings, String problem) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> channel(settings))
        .withMessageContaining(problem);
  }

  private static ArchiveChannel channel(Map<String, String> settings) {
    return ArchiveChannels.open(vertx, Settings.with(new HashMap<>(settings)), workers);
  }
}
