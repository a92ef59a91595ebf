package no.samklang.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of numbers with totals, in which the small ones are hidden (REP-1): those below {@link
 * #LEAST}, since they may tell of one person, and so many others that no total tells a hidden one.
 * A zero tells of nobody, and is shown.
 */
final class SmallNumbers {
  /** The least number, besides zero, that is shown. */
  static final int LEAST = 5;

  /** In place of a number. */
  enum Hidden {
    /** One to four. */
    FEW,
    /** Any number: it would tell another. */
    HIDDEN
  }

  // a total of so many hidden numbers may say what each is, if it is known to be small itself
  private static final int MANY = 3;

  private final long[][] values;
  private final boolean[][] hidden;
  private final List<SummedCells> lines;

  private record Cell(int row, int column) {}

  /** A row or a column: cells that add up to a total. */
  private record SummedCells(List<Cell> parts, Cell total) {}

  private SmallNumbers(List<List<Long>> counts) {
    int rows = counts.size();
    int columns = counts.get(0).size();
    this.values = withTotals(counts, rows, columns);
    this.hidden = new boolean[values.length][values[0].length];
    this.lines = columns == 1 ? List.of(column(0, rows)) : lines(rows, columns);
  }

  /**
   * The numbers of a table with a row of totals, and a column of them unless there is one column
   * only.
   *
   * @param counts at least one row, of equal lengths; each counts something else than the others
   * @return each a {@link Long} or {@link Hidden}
   */
  static List<List<Object>> withTotals(List<List<Long>> counts) {
    SmallNumbers numbers = new SmallNumbers(counts);
    numbers.hide();
    return IntStream.range(0, numbers.values.length).mapToObj(numbers::row).toList();
  }

  /** A number that is part of no total. */
  static Object of(long count, long persons) {
    return isSmall(persons) ? Hidden.FEW : Long.valueOf(count);
  }

  private static long[][] withTotals(List<List<Long>> counts, int rows, int columns) {
    long[][] all = new long[rows + 1][columns == 1 ? 1 : columns + 1];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        long count = counts.get(row).get(column);
        all[row][column] = count;
        all[rows][column] += count;
        if (columns > 1) {
          all[row][columns] += count;
          all[rows][columns] += count;
        }
      }
    }
    return all;
  }

  private static List<SummedCells> lines(int rows, int columns) {
    List<SummedCells> lines = new ArrayList<>();
    for (int row = 0; row <= rows; row++) {
      lines.add(row(row, columns));
    }
    for (int column = 0; column <= columns; column++) {
      lines.add(column(column, rows));
    }
    return lines;
  }

  private static SummedCells row(int row, int columns) {
    return new SummedCells(cells(columns, column -> new Cell(row, column)), new Cell(row, columns));
  }

  private static SummedCells column(int column, int rows) {
    return new SummedCells(cells(rows, row -> new Cell(row, column)), new Cell(rows, column));
  }

  private static List<Cell> cells(int count, IntFunction<Cell> cell) {
    return IntStream.range(0, count).mapToObj(cell).toList();
  }

  private void hide() {
    lines.stream()
        .flatMap(line -> Stream.concat(line.parts().stream(), Stream.of(line.total())))
        .filter(cell -> isSmall(value(cell)))
        .forEach(this::hide);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (SummedCells line : lines) {
        changed |= hideMore(line);
      }
    }
  }

  /** Whether anything had to be hidden. */
  private boolean hideMore(SummedCells line) {
    boolean changed = false;
    while (!isProtected(line)) {
      hide(smallestShown(line).orElse(line.total()));
      changed = true;
    }
    return changed;
  }

  /** Whether what is shown of a line leaves each hidden number more than one value. */
  private boolean isProtected(SummedCells line) {
    List<Cell> parts = line.parts().stream().filter(this::isHidden).toList();
    if (isHidden(line.total())) {
      return !parts.isEmpty() || smallestShown(line).isEmpty();
    }
    if (parts.isEmpty()) {
      return true;
    }
    long sum = parts.stream().mapToLong(this::value).sum();
    long few = parts.stream().filter(cell -> isSmall(value(cell))).count();
    long others = parts.size() - few;
    return parts.size() > 1
        && (others > 0
            ? sum > few + others * LEAST
            : sum >= LEAST && sum > few && sum < few * (LEAST - 1));
  }

  private Optional<Cell> smallestShown(SummedCells line) {
    return line.parts().stream()
        .filter(cell -> !isHidden(cell) && value(cell) > 0)
        .min(Comparator.comparingLong(this::value));
  }

  private List<Object> row(int row) {
    return IntStream.range(0, values[row].length)
        .mapToObj(column -> shown(new Cell(row, column)))
        .toList();
  }

  private Object shown(Cell cell) {
    if (!isHidden(cell)) {
      return value(cell);
    }
    return isSmall(value(cell)) && !isTotalOfMany(cell) ? Hidden.FEW : Hidden.HIDDEN;
  }

  private boolean isTotalOfMany(Cell cell) {
    return lines.stream()
        .filter(line -> line.total().equals(cell))
        .anyMatch(line -> line.parts().stream().filter(this::isHidden).count() >= MANY);
  }

  private static boolean isSmall(long count) {
    return count > 0 && count < LEAST;
  }

  private long value(Cell cell) {
    return values[cell.row()][cell.column()];
  }

  private boolean isHidden(Cell cell) {
    return hidden[cell.row()][cell.column()];
  }

  private void hide(Cell cell) {
    hidden[cell.row()][cell.column()] = true;
  }
}
