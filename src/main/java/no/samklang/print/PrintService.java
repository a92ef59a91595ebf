package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result;
import no.samklang.operation.Result.Accepted;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.Result.FileStream;
import no.samklang.pdf.FilePassword;
import no.samklang.print.PrintReader.ReadPrint;
import no.samklang.print.PrintRepository.TakenPrint;
import no.samklang.print.Prints.OrderedPrint;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintOrder;
import no.samklang.print.Prints.PrintProgress;
import no.samklang.print.Prints.PrintSelection;

/**
 * Prints chosen parts of a plan (PRINT-1): what the caller may read when the print is fetched
 * (PRINT-2), of one moment.
 */
@CheckReturnValue
final class PrintService {
  /** How long a print can be fetched. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final String PDF = "application/pdf";

  private final PlanCommands planCommands;
  private final AccessLog accessLog;
  private final Database db;
  private final PdfPrinter printer;
  private final PrintReader reader;

  PrintService(
      PlanCommands planCommands,
      AccessLog accessLog,
      Database db,
      PdfPrinter printer,
      PrintReader reader) {
    this.planCommands = planCommands;
    this.accessLog = accessLog;
    this.db = db;
    this.printer = printer;
    this.reader = reader;
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
            PrintReader.right(order.selection()),
            (tx, id) -> insert(tx, id, order),
            (tx, id) ->
                order.isPreview()
                    ? Single.just(ordered(tx, id, null))
                    : PrintRepository.password(tx, id).map(password -> ordered(tx, id, password)))
        .map(
            ordered ->
                new Created(ordered.url().substring(ordered.url().lastIndexOf('/') + 1), ordered));
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
   * The PDF, once; {@link Accepted} while a large one is made. Fails with {@link Failure.NotFound}
   * after that, and with {@link Failure.Unavailable} when too many are being made; then the address
   * stays.
   */
  Single<Result> fetch(Command<Void> command) {
    return planCommands
        .runUnlocked(
            command,
            Right.PRINT_CONSENT_FORM,
            tx -> PrintRepository.find(tx, command.id("printId")))
        .flatMap(
            print ->
                switch (print.state()) {
                  case ORDERED -> printer.inTurn(command.caller().person(), () -> make(command));
                  case READY -> file(command, print.order().selection());
                  case WAITING, RUNNING -> Single.just(beingMade(print.progress()));
                });
  }

  private Single<Result> make(Command<Void> command) {
    return planCommands
        .runUnlocked(
            command,
            Right.PRINT_CONSENT_FORM,
            tx -> PrintRepository.take(tx, command.id("printId")))
        .flatMap(
            taken ->
                read(command, taken.selection())
                    .flatMap(
                        content ->
                            PdfPrinter.isLarge(content)
                                ? makeLater(command, taken)
                                : printer
                                    .print(content, taken.password())
                                    .map(pdf -> new FileContent(PDF, pdf, fileName(command)))));
  }

  private Single<Result> makeLater(Command<Void> command, TakenPrint taken) {
    return planCommands
        .runUnlocked(
            command,
            PrintReader.right(taken.selection()),
            tx ->
                LargePrintRepository.insert(
                    tx, command.id("printId"), taken, command.language(), tx.now().plus(LIFETIME)))
        .map(inserted -> beingMade(0));
  }

  private static Accepted beingMade(int progress) {
    return new Accepted(new PrintProgress(progress), RETRY_AFTER);
  }

  private Single<Result> file(Command<Void> command, PrintSelection selection) {
    UUID id = command.id("printId");
    return planCommands
        .runUnlocked(
            command,
            PrintReader.right(selection),
            tx ->
                LargePrintRepository.fetch(tx, id)
                    .doOnSuccess(size -> accessLog.record(command, tx.member())))
        .map(
            size ->
                new FileStream(
                    PDF, LargePrintRepository.content(db, id, size), size, fileName(command)));
  }

  private static String fileName(Command<?> command) {
    return PrintTexts.text(command.language(), "print.fileName");
  }

  private Single<PrintContent> read(Command<?> command, PrintSelection selection) {
    return reader
        .read(command, selection)
        .doOnSuccess(read -> accessLog.record(command, read.reader()))
        .map(ReadPrint::content);
  }
}
