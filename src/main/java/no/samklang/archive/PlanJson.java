package no.samklang.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.archive.ArchiveSnapshot.SnapshotHeader;
import no.samklang.archive.Arkivmelding.ArchivedFile;
import no.samklang.json.Json;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintBlock.BlockKind;
import no.samklang.print.PrintPart;
import no.samklang.print.Prints.PrintSection;

/** The archived parts as one JSON object, written part by part. */
final class PlanJson {
  private static final String FORMAT = "samklang-arkiv-1";

  private PlanJson() {}

  private record Head(String format, Instant at, SnapshotHeader plan) {}

  /**
   * @param text of a heading or paragraphs; what a picture shows
   * @param rows of a table, or label and value of facts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ArchivedBlock(
      BlockKind kind, Integer level, String text, List<String> head, List<List<String>> rows) {
    static ArchivedBlock of(PrintBlock block) {
      return new ArchivedBlock(
          block.kind(), block.level(), block.text(), block.head(), block.rows());
    }
  }

  private record ArchivedPart(PrintPart part, String heading, List<ArchivedBlock> blocks) {
    static ArchivedPart of(PrintSection section) {
      return new ArchivedPart(
          section.part(),
          section.heading(),
          section.blocks().stream().map(ArchivedBlock::of).toList());
    }
  }

  static Flowable<Buffer> of(ArchiveSnapshot snapshot, Arkivmelding message) {
    return Flowable.concatArray(
        Flowable.fromCallable(
            () -> open(new Head(FORMAT, snapshot.at(), snapshot.header()), "parts")),
        items(snapshot.sections().stream().map(ArchivedPart::of)),
        Flowable.just(Buffer.buffer("],\"documents\":[")),
        items(message.documents().stream().map(ArchivedFile::toJson)),
        Flowable.just(Buffer.buffer("]}\n")));
  }

  private static Buffer open(Head head, String list) throws JsonProcessingException {
    String object = Json.mapper().writeValueAsString(head);
    return Buffer.buffer(object.substring(0, object.length() - 1) + ",\"" + list + "\":[");
  }

  private static Flowable<Buffer> items(Stream<?> items) {
    return Flowable.fromStream(items)
        .map(item -> Buffer.buffer(Json.mapper().writeValueAsBytes(item)))
        .scan(
            Buffer.buffer(),
            (before, item) -> before.length() == 0 ? item : Buffer.buffer(",").appendBuffer(item))
        .skip(1);
  }
}
