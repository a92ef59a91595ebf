package no.samklang.print;

import java.time.Duration;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.print.Prints.PrintOrder;
import no.samklang.print.Prints.PrintSelection;
import no.samklang.retention.RetentionRule;

/** Prints of a plan (PRINT-1, PRINT-2). */
public final class PrintVerticle extends FeatureVerticle {
  private final PrintService prints;

  /**
   * @param parts the parts that can be printed
   */
  public PrintVerticle(
      Platform platform,
      PlanCommands planCommands,
      AccessLog accessLog,
      PdfPrinter printer,
      PrintSections parts) {
    super(platform);
    PrintReader reader = new PrintReader(planCommands, platform.clock(), parts);
    this.prints = new PrintService(planCommands, accessLog, platform.db(), printer, reader);
  }

  /** The passwords of prints that nobody fetched in time are deleted (PRINT-1). */
  public static RetentionRule retentionRule() {
    return new RetentionRule("prints", Duration.ZERO, PrintRepository::deleteExpired);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("previewPrint", PrintSelection.class, prints::preview);
    operations.on("orderPrint", PrintOrder.class, prints::order);
    operations.on("readPrint", prints::fetch);
  }
}
