package no.samklang.archive;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import no.samklang.audit.ChainedLog.ChainedLine;

/** The log of an archive, a line for each entry (LOG-2). */
final class LogLines {
  /** Stands for the text of an entry that who archives it may not read. */
  private static final String HIDDEN = "-";

  private static final int LINES = 500;

  private LogLines() {}

  /** To read, with the hash and the text that is hashed. */
  static Flowable<Buffer> json(Flowable<ChainedLine> lines) {
    return lines(
        lines,
        line -> {
          JsonObject entry = line.entry() == null ? new JsonObject() : line.entry().copy();
          return new JsonObject()
              .put("seq", line.seq())
              .put("hash", line.hash())
              .put("text", line.text())
              .mergeIn(entry)
              .encode();
        });
  }

  /** For {@code sha256sum}: hash and text. */
  static Flowable<Buffer> chain(Flowable<ChainedLine> lines) {
    return lines(lines, line -> line.hash() + " " + (line.text() == null ? HIDDEN : line.text()));
  }

  private static Flowable<Buffer> lines(
      Flowable<ChainedLine> lines, Function<ChainedLine, String> text) {
    return lines
        .map(line -> text.apply(line) + "\n")
        .buffer(LINES)
        .map(some -> Buffer.buffer(String.join("", some)));
  }
}
