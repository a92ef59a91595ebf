package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountMessages.StartSheet;
import no.samklang.auth.StartSheetRepository.WaitingSheet;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.print.PdfPrinter;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/**
 * The sheet of paper that a person gets with a new account or a new password (PERSON-11): fetched
 * once, by who gave the password. It waits encrypted, and for a short time.
 */
@CheckReturnValue
final class StartSheetService {
  /** How long a sheet can be fetched. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final ServiceKey key;
  private final PdfPrinter printer;
  private final URI publicUrl;
  private final StartSheetRepository repository = new StartSheetRepository();

  StartSheetService(AuthContext context, PdfPrinter printer) {
    this.db = context.db();
    this.clock = context.clock();
    this.access = new AccessPolicy(clock);
    this.key = context.serviceKey();
    this.printer = printer;
    this.publicUrl = context.settings().publicUrl();
  }

  /** Lets a sheet with a password that was just given wait for who gave it. */
  static Single<StartSheet> offer(
      Tx tx, Clock clock, ServiceKey key, AccountChange change, String password) {
    UUID id = NewId.random();
    WaitingSheet sheet =
        new WaitingSheet(
            id,
            change.person(),
            change.command().caller().person(),
            change.plan(),
            key.encrypt(Purpose.START_SHEET, password));
    return new StartSheetRepository()
        .put(tx, sheet, clock.instant().plus(LIFETIME))
        .toSingleDefault(new StartSheet("/api/v1/start-sheets/" + id, LIFETIME.toSeconds()));
  }

  /**
   * The PDF, once. Fails with {@link Failure.NotFound} after that and for others, and with {@link
   * Failure.Unavailable} when too many print; then the address stays.
   */
  Single<FileContent> fetch(Command<Void> command) {
    return printer.inTurn(
        command.caller().person(),
        () ->
            db.inTransaction(
                    tx ->
                        repository.take(
                            tx,
                            command.id("startSheetId"),
                            command.caller().person(),
                            clock.instant(),
                            access.today()))
                .map(content -> new StartSheetText(content, publicUrl, access.today()))
                .flatMap(
                    text ->
                        printer
                            .sheet(
                                text.language(),
                                text.title(),
                                text.note(),
                                text.parts(key.decrypt(Purpose.START_SHEET, text.encrypted())))
                            .map(pdf -> new FileContent("application/pdf", pdf, text.fileName()))));
  }
}
