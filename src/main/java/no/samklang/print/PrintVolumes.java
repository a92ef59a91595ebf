package no.samklang.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.print.Prints.PrintSection;

/**
 * Divides a document that is too large to be laid out as a whole into several, between its blocks.
 */
final class PrintVolumes {
  private static final int SHORT_TEXT = 200;
  private static final int BYTES_AS_TEXT = 4096;

  private final long maxTexts;
  private final List<List<PrintSection>> volumes = new ArrayList<>();
  private List<PrintSection> volume = new ArrayList<>();
  private long texts;

  private PrintVolumes(long maxTexts) {
    this.maxTexts = maxTexts;
  }

  /**
   * At least one volume, each of about {@code maxTexts} short texts at most. A part that goes on in
   * the next has a null heading there.
   */
  static List<List<PrintSection>> of(List<PrintedPart> parts, long maxTexts) {
    PrintVolumes divided = new PrintVolumes(maxTexts);
    parts.forEach(divided::add);
    divided.volumes.add(divided.volume);
    return divided.volumes;
  }

  private void add(PrintedPart part) {
    begin(part.heading());
    part.blocks().stream()
        .flatMap(this::pieces)
        .forEach(
            block -> {
              long size = texts(block);
              if (texts > 0 && texts + size > maxTexts) {
                next();
              }
              volume.get(volume.size() - 1).blocks().add(block);
              texts += size;
            });
  }

  private void begin(String heading) {
    volume.add(new PrintSection(null, heading, new ArrayList<>()));
  }

  /** Headings that would be the last of a volume go on to the next with what they are about. */
  private void next() {
    List<PrintBlock> written = volume.get(volume.size() - 1).blocks();
    int end = written.size();
    while (end > 0 && written.get(end - 1).kind() == PrintBlock.BlockKind.HEADING) {
      end--;
    }
    List<PrintBlock> moved = new ArrayList<>(written.subList(end, written.size()));
    written.subList(end, written.size()).clear();
    String title = written.isEmpty() ? volume.remove(volume.size() - 1).heading() : null;
    if (!volume.isEmpty()) {
      volumes.add(volume);
    }
    volume = new ArrayList<>();
    begin(title);
    volume.get(0).blocks().addAll(moved);
    texts = moved.stream().mapToLong(PrintVolumes::texts).sum();
  }

  /** A long table as several. */
  private Stream<PrintBlock> pieces(PrintBlock block) {
    if (block.rows() == null || texts(block) <= maxTexts) {
      return Stream.of(block);
    }
    int rows = Math.max(1, (int) (block.rows().size() * maxTexts / texts(block)));
    return IntStream.iterate(0, from -> from < block.rows().size(), from -> from + rows)
        .mapToObj(from -> block.rows().subList(from, Math.min(from + rows, block.rows().size())))
        .map(block::withRows);
  }

  /** How many short texts a block is as long to lay out as. */
  static long texts(PrintBlock block) {
    if (block.content() != null) {
      return 1L + block.content().length() / BYTES_AS_TEXT;
    }
    return (block.rows() == null
            ? Stream.of(Objects.requireNonNullElse(block.text(), ""))
            : block.rows().stream().flatMap(List::stream))
        .mapToLong(text -> 1 + text.length() / SHORT_TEXT)
        .sum();
  }
}
