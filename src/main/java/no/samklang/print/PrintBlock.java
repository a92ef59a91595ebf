package no.samklang.print;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * A piece of a print. Its texts are shown as they are: none is read as HTML.
 *
 * @param kind says which of the others there are
 * @param level of a heading, from 3
 * @param text of a heading or paragraphs; of a picture, what it shows, empty if it only decorates
 * @param head the headings of a table's columns
 * @param rows of a table, or label and value of facts
 * @param url of a picture, in the API
 * @param content of a picture, for the PDF
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrintBlock(
    BlockKind kind,
    Integer level,
    String text,
    List<String> head,
    List<List<String>> rows,
    String url,
    @JsonIgnore Buffer content) {
  /** The kinds of blocks. */
  public enum BlockKind {
    HEADING,
    TEXT,
    FACTS,
    TABLE,
    PICTURE
  }

  private static final int MIN_LEVEL = 3;
  private static final int MAX_LEVEL = 6;

  /**
   * @param depth 0 for a heading just below that of the part
   */
  public static PrintBlock heading(int depth, String text) {
    int level = Math.min(MIN_LEVEL + depth, MAX_LEVEL);
    return new PrintBlock(BlockKind.HEADING, level, text, null, null, null, null);
  }

  public static PrintBlock text(String text) {
    return new PrintBlock(BlockKind.TEXT, null, text, null, null, null, null);
  }

  /** The text, or nothing if it is blank. */
  public static Stream<PrintBlock> textIfAny(String text) {
    return text == null || text.isBlank() ? Stream.empty() : Stream.of(text(text));
  }

  /** A text under a heading, or nothing if it is blank. */
  public static Stream<PrintBlock> headedTextIfAny(int depth, String heading, String text) {
    return text == null || text.isBlank()
        ? Stream.empty()
        : Stream.of(heading(depth, heading), text(text));
  }

  /**
   * Labels with their values; those without one are left out.
   *
   * @param pairs label, value, label, value …; a value may be null
   */
  public static Stream<PrintBlock> facts(String... pairs) {
    List<List<String>> rows =
        Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
            .filter(i -> pairs[i + 1] != null && !pairs[i + 1].isBlank())
            .map(i -> List.of(pairs[i], pairs[i + 1]))
            .toList();
    return rows.isEmpty()
        ? Stream.empty()
        : Stream.of(new PrintBlock(BlockKind.FACTS, null, null, null, rows, null, null));
  }

  /** A table, or nothing if it has no rows. */
  public static Stream<PrintBlock> table(List<String> head, List<List<String>> rows) {
    return rows.isEmpty()
        ? Stream.empty()
        : Stream.of(new PrintBlock(BlockKind.TABLE, null, null, head, rows, null, null));
  }

  /**
   * @param shows what it shows, empty if it only decorates
   * @param path in the API, below the plan's
   */
  public static PrintBlock picture(String shows, String path, Buffer content) {
    return new PrintBlock(BlockKind.PICTURE, null, shows, null, null, path, content);
  }

  PrintBlock withRows(List<List<String>> others) {
    return new PrintBlock(kind, level, text, head, others, url, content);
  }

  @Override
  public String toString() {
    return "PrintBlock " + kind;
  }
}
