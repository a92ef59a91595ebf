package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanReads;
import no.samklang.document.Documents.Document;
import no.samklang.document.Documents.DocumentQuery;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints which documents there are, of those that the reader may open (PRINT-1, PRINT-2). */
@CheckReturnValue
final class DocumentPrinter {
  private static final int PAGE_SIZE = 200;

  private DocumentPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.DOCUMENTS, DocumentPrinter::documents);
  }

  private static Single<List<PrintBlock>> documents(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    Language language = command.language();
    return pages(reads, command, null)
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

  private static Flowable<Document> pages(PlanReads reads, Command<?> command, String after) {
    return DocumentRepository.findPage(
            reads, command.withBody(new DocumentQuery(null, PAGE_SIZE, after)))
        .flatMapPublisher(
            page -> {
              Flowable<Document> items = Flowable.fromIterable(page.items());
              return page.next() == null
                  ? items
                  : items.concatWith(pages(reads, command, page.next()));
            });
  }

  private static List<String> row(Language language, Document document) {
    return List.of(
        document.name(),
        document.description(),
        document.addedBy().name(),
        PrintTexts.moment(language, document.addedAt()));
  }
}
