package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanReads;
import no.samklang.document.Documents.Document;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints which documents there are, of those that the reader may open (PRINT-1, PRINT-2). */
@CheckReturnValue
final class DocumentPrinter {
  private DocumentPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.DOCUMENTS, DocumentPrinter::documents);
  }

  private static Single<List<PrintBlock>> documents(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    Language language = command.language();
    return ArchivedDocuments.pages(reads, command, null)
        .map(document -> row(language, document))
        .toList()
        .map(
            rows ->
                PrintBlock.table(
                        List.of(
                            PrintTexts.text(language, "document.name"),
                            PrintTexts.text(language, "document.description"),
                            PrintTexts.text(language, "document.addedBy"),
                            PrintTexts.text(language, "document.addedAt")),
                        rows)
                    .toList());
  }

  private static List<String> row(Language language, Document document) {
    return List.of(
        document.name(),
        document.description(),
        document.addedBy().name(),
        PrintTexts.moment(language, document.addedAt()));
  }
}
