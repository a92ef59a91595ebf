package no.samklang.bench;

import java.io.IOException;
import no.samklang.print.BenchPrint;
import org.HdrHistogram.Histogram;

/** A full print against openhtmltopdf alone with the same HTML, alternately in one process. */
final class PrintBenchmark {
  private static final int WARM_UP = 30;
  private static final int PRINTS = 60;

  private final BenchOptions options;
  private final ResultTable table;

  PrintBenchmark(BenchOptions options, ResultTable table) {
    this.options = options;
    this.table = table;
  }

  void measure() throws IOException {
    if (!options.includes("print")) {
      return;
    }
    BenchPrint prints = new BenchPrint();
    int bytes = 0;
    Histogram service = new Histogram(3);
    Histogram reference = new Histogram(3);
    for (int i = -WARM_UP; i < PRINTS; i++) {
      long start = System.nanoTime();
      bytes = prints.print();
      long between = System.nanoTime();
      prints.printHtml();
      if (i >= 0) {
        service.recordValue(between - start);
        reference.recordValue(System.nanoTime() - between);
      }
    }
    Bench.print("print: %,d bytes".formatted(bytes));
    table.add("print 5 goals, 15 activities, 30 comments", service, reference, "1.5", "");
  }
}
