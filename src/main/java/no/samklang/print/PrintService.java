package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileContent;
import no.samklang.pdf.FilePassword;
import no.samklang.print.PrintRepository.PrintHeader;
import no.samklang.print.Prints.OrderedPrint;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintOrder;
import no.samklang.print.Prints.PrintSection;
import no.samklang.print.Prints.PrintSelection;
import no.samklang.text.Language;

/**
 * Prints chosen parts of a plan (PRINT-1): what the caller may read when the print is fetched
 * (PRINT-2), of one moment.
 */
@CheckReturnValue
final class PrintService {
  /** How long a print can be fetched. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final PlanCommands planCommands;
  private final AccessLog accessLog;
  private final Clock clock;
  private final PdfPrinter printer;
  private final PrintSections parts;

  PrintService(
      PlanCommands planCommands,
      AccessLog accessLog,
      Clock clock,
      PdfPrinter printer,
      PrintSections parts) {
    this.planCommands = planCommands;
    this.accessLog = accessLog;
    this.clock = clock;
    this.printer = printer;
    this.parts = parts;
  }

  /** What a print of the parts would hold, to look at. */
  Single<PrintContent> preview(Command<PrintSelection> command) {
    return read(command, command.body());
  }

  /**
   * Asks for a print, once for each idempotency key; the reason is logged. A preview asks for no
   * reason, has no password, and isn't logged as a print.
   */
  Single<Created> order(Command<PrintOrder> command) {
    PrintOrder order = command.body();
    if (!order.isPreview() && (order.reason() == null || order.reason().isBlank())) {
      return Single.error(new Failure.Invalid("request.invalid", "reason", "required"));
    }
    return planCommands
        .create(
            command,
            right(order.selection()),
            (tx, id) -> insert(tx, id, order),
            (tx, id) ->
                order.isPreview()
                    ? Single.just(ordered(tx, id, null))
                    : PrintRepository.password(tx, id).map(password -> ordered(tx, id, password)))
        .map(
            ordered ->
                new Created(ordered.url().substring(ordered.url().lastIndexOf('/') + 1), ordered));
  }

  /** Who decides for the owner prints at least the consent to sign (PART-8). */
  private static Right right(PrintSelection selection) {
    return selection.parts().equals(List.of(PrintPart.CONSENT_FORM))
        ? Right.PRINT_CONSENT_FORM
        : Right.PRINT;
  }

  private Single<OrderedPrint> insert(PlanTx tx, UUID id, PrintOrder order) {
    String password = order.isPreview() ? null : FilePassword.create();
    if (!order.isPreview()) {
      JsonObject detail =
          new JsonObject()
              .put("reason", order.reason().strip())
              .put("parts", order.parts().stream().map(Enum::name).toList());
      tx.log(PlanLogEvent.PLAN_PRINTED, null, detail);
    }
    return PrintRepository.insert(tx, id, order.selection(), password, tx.now().plus(LIFETIME))
        .map(inserted -> ordered(tx, id, password));
  }

  private static OrderedPrint ordered(PlanTx tx, UUID id, String password) {
    String url = "/api/v1/plans/" + tx.planId().value() + "/prints/" + id;
    return new OrderedPrint(url, password, LIFETIME.toSeconds());
  }

  /**
   * The PDF, once. Fails with {@link Failure.NotFound} after that, and with {@link
   * Failure.Unavailable} when too many are being made; then the address stays.
   */
  Single<FileContent> fetch(Command<Void> command) {
    return printer.inTurn(
        () ->
            planCommands
                .runUnlocked(
                    command,
                    Right.PRINT_CONSENT_FORM,
                    tx -> PrintRepository.take(tx, command.id("printId")))
                .flatMap(
                    taken ->
                        read(command, taken.selection())
                            .flatMap(content -> printer.print(content, taken.password())))
                .map(
                    pdf ->
                        new FileContent(
                            "application/pdf",
                            pdf,
                            PrintTexts.text(command.language(), "print.fileName"))));
  }

  private Single<PrintContent> read(Command<?> command, PrintSelection selection) {
    return planCommands.runOnSnapshot(
        command,
        right(selection),
        tx ->
            PrintRepository.header(tx.reads(), command)
                .flatMap(
                    header ->
                        parts
                            .read(tx.reads(), command, selection.parts(), selection.options())
                            .map(sections -> content(command.language(), header, sections)))
                .doOnSuccess(content -> accessLog.record(command, tx.member())));
  }

  private PrintContent content(Language language, PrintHeader header, List<PrintSection> sections) {
    String title =
        PrintTexts.text(
            language,
            "print.title",
            PrintTexts.text(language, "print.type." + header.type()),
            header.owner());
    String note =
        PrintTexts.text(
            language, "print.note", header.reader(), PrintTexts.moment(language, clock.instant()));
    return new PrintContent(language, title, note, sections);
  }
}
