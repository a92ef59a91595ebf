package no.samklang.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.concurrent.WorkerPool;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that archives are put in: whole or not at all (PLAN-3). */
class FolderChannelTest {
  private static final ArchivedZip ZIP =
      new ArchivedZip(
          UUID.fromString("0190a5b0-0000-7000-8000-000000000001"),
          Instant.parse("2026-11-29T10:20:30Z"),
          6,
          "0".repeat(64));
  private static Vertx vertx;
  private static WorkerPool workers;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    workers = WorkerPool.open(vertx, new Metrics(), "archive", 2, 20);
  }

  @AfterAll
  static void close() {
    vertx.close().blockingAwait();
  }

  @Test
  void fileHasItsNameWhenItIsWhole() throws IOException {
    Path inbox = folder.resolve("arkiv/inn");
    String receipt = send(inbox, Flowable.just(Buffer.buffer("abc"), Buffer.buffer("def")));
    assertThat(receipt)
        .isEqualTo("samklang-20261129T102030Z-0190a5b0-0000-7000-8000-000000000001.zip");
    assertThat(names(inbox)).containsExactly(receipt);
    assertThat(inbox.resolve(receipt)).hasContent("abcdef");
    // again, when the receipt was lost
    assertThat(send(inbox, Flowable.just(Buffer.buffer("abcdef")))).isEqualTo(receipt);
    assertThat(names(inbox)).containsExactly(receipt);
  }

  @Test
  void nothingIsLeftOfWhatEndsHalfway() throws IOException {
    assertThatThrownBy(
            () ->
                send(
                    folder,
                    Flowable.just(Buffer.buffer("abc"))
                        .concatWith(Flowable.error(new IllegalStateException("gone")))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void fullDiskIsSaid() throws IOException {
    Files.createSymbolicLink(folder.resolve(ZIP.fileName() + ".part"), Path.of("/dev/full"));
    assertThatThrownBy(() -> send(folder, Flowable.just(Buffer.buffer("abcdef"))))
        .isInstanceOfSatisfying(
            ChannelFailure.class,
            failure -> assertThat(failure.failure()).isEqualTo(ArchiveFailure.FOLDER_FULL));
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void folderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("fil"));
    assertThatThrownBy(() -> send(file.resolve("inn"), Flowable.just(Buffer.buffer("abcdef"))))
        .isInstanceOfSatisfying(
            ChannelFailure.class,
            failure -> assertThat(failure.failure()).isEqualTo(ArchiveFailure.FOLDER_NOT_WRITABLE));
  }

  private static String send(Path inbox, Flowable<Buffer> content) {
    return new FolderChannel(inbox, workers).send(ZIP, content).blockingGet();
  }

  private static Stream<String> names(Path inbox) throws IOException {
    try (Stream<Path> files = Files.list(inbox)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
