package no.samklang.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.report.SmallNumbers.Hidden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No total tells a hidden number (REP-1). */
class SmallNumbersTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "large numbers are shown,            12 7 5,   12 7 5 24",
    "zero is shown,                      12 0 5,   12 0 5 17",
    "one small hides the next smallest,  12 3 9,   12 FEW HIDDEN 24",
    "two small of a small sum hide more, 12 1 2,   HIDDEN FEW FEW 15",
    "two small of a large sum are safe,  12 4 3,   12 FEW FEW 19",
    "small ones that are all one,        9 1 1 1 1 1, HIDDEN FEW FEW FEW FEW FEW 14",
    "small ones that are all four,       20 4 4,   HIDDEN FEW FEW 28",
    "the sum leaves no choice,           6 1 5,    HIDDEN FEW HIDDEN 12",
    "a small total,                      0 3 0,    0 FEW 0 FEW",
    "a total of small ones,              0 1 1,    0 FEW FEW FEW",
    "a small total of many,              1 1 1 1,  FEW FEW FEW FEW HIDDEN",
    "nothing at all,                     0 0 0,    0 0 0 0",
    "nothing else to hide,               8 0 2,    HIDDEN 0 FEW 10",
  })
  void aColumn(String what, String counts, String shown) {
    List<List<Long>> rows =
        Stream.of(counts.split(" ")).map(count -> List.of(Long.valueOf(count))).toList();
    assertThat(SmallNumbers.withTotals(rows).stream().map(row -> row.get(0).toString()))
        .as(what)
        .containsExactly(shown.split(" "));
  }

  @Test
  void rowsAndColumnsAreBothProtected() {
    List<List<Object>> shown =
        SmallNumbers.withTotals(List.of(List.of(20L, 30L), List.of(2L, 40L), List.of(50L, 60L)));
    assertThat(shown.get(1)).containsExactly(Hidden.FEW, Hidden.HIDDEN, 42L);
    assertThat(shown.get(0)).containsExactly(Hidden.HIDDEN, Hidden.HIDDEN, 50L);
    assertThat(shown.get(2)).containsExactly(50L, 60L, 110L);
    assertThat(shown.get(3)).containsExactly(72L, 130L, 202L);
  }

  @Test
  void fewPersonsHideWhatTheyDid() {
    assertThat(SmallNumbers.of(300, 4)).isEqualTo(Hidden.FEW);
    assertThat(SmallNumbers.of(300, 5)).isEqualTo(300L);
    assertThat(SmallNumbers.of(0, 0)).isEqualTo(0L);
  }

  /** Whatever is counted, what is shown of a line allows at least two values of a hidden number. */
  @Test
  void noLineTellsAHiddenNumber() {
    Random random = new Random(1);
    for (int table = 0; table < 5_000; table++) {
      int rows = 2 + random.nextInt(4);
      int columns = 2 + random.nextInt(2);
      int most = 1 + random.nextInt(12);
      List<List<Long>> counts = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        counts.add(random.longs(columns, 0, most).boxed().toList());
      }
      List<List<Object>> shown = SmallNumbers.withTotals(counts);
      for (int row = 0; row <= rows; row++) {
        assertUntold(counts, shown.get(row), row == rows);
      }
      for (int column = 0; column <= columns; column++) {
        int one = column;
        assertUntold(counts, shown.stream().map(row -> row.get(one)).toList(), one == columns);
      }
    }
  }

  private static void assertUntold(List<List<Long>> counts, List<Object> line, boolean ofTotals) {
    List<Object> parts = line.subList(0, line.size() - 1);
    long hidden = line.stream().filter(Hidden.class::isInstance).count();
    assertThat(hidden).as("%s of %s", line, counts).isNotEqualTo(1);
    assertThat(line).doesNotContainAnyElementsOf(Arrays.asList(1L, 2L, 3L, 4L));
    if (hidden == 0 || line.get(line.size() - 1) instanceof Hidden) {
      return;
    }
    long sum = (long) line.get(line.size() - 1) - shownSum(parts);
    List<Object> unknown = parts.stream().filter(Hidden.class::isInstance).toList();
    assertThat(possibleFirst(unknown, sum, ofTotals ? 1 : SmallNumbers.LEAST))
        .as("%s of %s", line, counts)
        .isGreaterThan(1);
  }

  private static long shownSum(List<Object> parts) {
    return parts.stream().filter(Long.class::isInstance).mapToLong(Long.class::cast).sum();
  }

  /**
   * How many values the first small number can have.
   *
   * @param hidden the least that a hidden number can be: a total may be of few too
   */
  private static long possibleFirst(List<Object> unknown, long sum, int hidden) {
    if (!unknown.contains(Hidden.FEW)) {
      return 2; // none of them tells of few
    }
    List<Object> others = new ArrayList<>(unknown);
    others.remove(Hidden.FEW);
    return IntStream.range(1, SmallNumbers.LEAST)
        .filter(value -> isPossible(others, sum - value, hidden))
        .count();
  }

  private static boolean isPossible(List<Object> parts, long sum, int hidden) {
    long few = parts.stream().filter(Hidden.FEW::equals).count();
    long least = few + (parts.size() - few) * hidden;
    return sum >= least && (few < parts.size() || sum <= few * (SmallNumbers.LEAST - 1));
  }
}
