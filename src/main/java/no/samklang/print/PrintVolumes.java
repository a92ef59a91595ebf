package no.samklang.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.print.Prints.PrintSection;

/** Divides a document that is too large for one PDF file into several, between its blocks. */
final class PrintVolumes {
  private static final int SHORT_TEXT = 200;

  private final long maxTexts;
  private final List<List<PrintSection>> volumes = new ArrayList<>();
  private List<PrintSection> volume = new ArrayList<>();
  private long texts;

  private PrintVolumes(long maxTexts) {
    this.maxTexts = maxTexts;
  }

  /** At least one volume, each of about {@code maxTexts} short texts at most. */
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
                volumes.add(volume);
                volume = new ArrayList<>();
                texts = 0;
                begin(part.heading());
              }
              volume.get(volume.size() - 1).blocks().add(block);
              texts += size;
            });
  }

  private void begin(String heading) {
    volume.add(new PrintSection(null, heading, new ArrayList<>()));
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
    return (block.rows() == null
            ? Stream.of(Objects.requireNonNullElse(block.text(), ""))
            : block.rows().stream().flatMap(List::stream))
        .mapToLong(text -> 1 + text.length() / SHORT_TEXT)
        .sum();
  }
}
