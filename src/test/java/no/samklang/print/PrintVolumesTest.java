package no.samklang.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.print.Prints.PrintSection;
import org.junit.jupiter.api.Test;

/** A large document is laid out in several volumes, with nothing lost (PRINT-1). */
class PrintVolumesTest {
  @Test
  void smallDocumentIsOneVolume() {
    PrintedPart part = new PrintedPart("Mål", List.of(PrintBlock.text("Lese mer")));
    assertThat(PrintVolumes.of(List.of(part), 100)).hasSize(1);
    assertThat(PrintVolumes.of(List.of(), 100)).hasSize(1);
  }

  @Test
  void largeDocumentIsDividedBetweenBlocks() {
    List<PrintBlock> blocks =
        IntStream.range(0, 250).mapToObj(i -> PrintBlock.text("Tekst " + i)).toList();
    List<List<PrintSection>> volumes =
        PrintVolumes.of(List.of(new PrintedPart("Mål", blocks)), 100);
    assertThat(volumes)
        .hasSize(3)
        .extracting(one -> one.get(0).heading())
        .containsExactly("Mål", null, null);
    assertThat(texts(volumes)).isEqualTo(blocks.stream().map(PrintBlock::text).toList());
  }

  @Test
  void longTableIsDividedBetweenRows() {
    List<List<String>> rows =
        IntStream.range(0, 250).mapToObj(i -> List.of("Navn " + i, "x")).toList();
    List<PrintBlock> table = PrintBlock.table(List.of("Navn", "Hva"), rows).toList();
    List<List<PrintSection>> volumes =
        PrintVolumes.of(List.of(new PrintedPart("Deltakere", table)), 100);
    assertThat(volumes).hasSizeGreaterThan(4);
    assertThat(blocks(volumes).flatMap(block -> block.rows().stream()).toList()).isEqualTo(rows);
    assertThat(blocks(volumes)).allMatch(block -> block.head().contains("Navn"));
  }

  /** Neither a part without content nor a heading ends a volume that more follows. */
  @Test
  void headingsGoWithWhatTheyAreAbout() {
    List<PrintBlock> first =
        IntStream.range(0, 99).mapToObj(i -> PrintBlock.text("Tekst " + i)).toList();
    List<PrintBlock> second = List.of(PrintBlock.heading(0, "Tiltak"), PrintBlock.text("Øve"));
    List<List<PrintSection>> volumes =
        PrintVolumes.of(
            List.of(new PrintedPart("Mål", first), new PrintedPart("Mer", second)), 100);
    assertThat(volumes).hasSize(2);
    assertThat(volumes.get(0)).extracting(PrintSection::heading).containsExactly("Mål");
    assertThat(volumes.get(1)).extracting(PrintSection::heading).containsExactly("Mer");
    assertThat(volumes.get(1).get(0).blocks()).isEqualTo(second);
    List<PrintBlock> long250 =
        IntStream.range(0, 250).mapToObj(i -> PrintBlock.text("Tekst " + i)).toList();
    assertThat(PrintVolumes.of(List.of(new PrintedPart("Mål", long250)), 100))
        .extracting(volume -> volume.get(0).heading())
        .containsExactly("Mål", null, null);
  }

  private static List<String> texts(List<List<PrintSection>> volumes) {
    return blocks(volumes).map(PrintBlock::text).toList();
  }

  private static Stream<PrintBlock> blocks(List<List<PrintSection>> volumes) {
    return volumes.stream().flatMap(List::stream).flatMap(part -> part.blocks().stream());
  }
}
