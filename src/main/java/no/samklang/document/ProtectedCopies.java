package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.document.Documents.OpenedFile;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileStream;
import no.samklang.pdf.FilePassword;
import no.samklang.pdf.OriginalPdf;
import no.samklang.pdf.PdfProtector;

/**
 * Opens stored files as copies that a new password protects, each at an address that answers once
 * (DOC-2). The table {@code protected_copy}.
 */
@CheckReturnValue
public final class ProtectedCopies {
  /** How long a copy can be fetched. */
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final String CONTENT_TYPE = "application/pdf";
  // measured: for larger pieces, PostgreSQL asks the system for memory each time
  private static final int PIECE_BYTES = 64 * 1024;
  private static final int PIECES_ASKED_FOR = 4;

  // a crash of the database may bring an address back that was used just before
  private static final String WITHOUT_WAITING = "set local synchronous_commit = off";

  private static final String DELETE_EXPIRED =
      """
      with old as (
        select id from protected_copy where expires_at < $1 limit $2 for update skip locked
      )
      delete from protected_copy using old where protected_copy.id = old.id""";

  private final PlanCommands planCommands;
  private final AccessLog accessLog;
  private final PdfProtector protector;

  public ProtectedCopies(PlanCommands planCommands, AccessLog accessLog, PdfProtector protector) {
    this.planCommands = planCommands;
    this.accessLog = accessLog;
    this.protector = protector;
  }

  /**
   * Makes a password, and an address at which the caller can fetch a copy once; an earlier one of
   * the same file ends. Fails with {@link Failure.NotFound} if the caller may not read the file.
   *
   * @param statement inserts the copy of the file {@code #{file}}, if the caller {@code #{member}}
   *     may read it: with {@code #{id}}, {@code #{password}} and {@code #{expiresAt}}
   * @param path of the file in the API
   */
  public Single<OpenedFile> open(Command<?> command, UUID file, String statement, String path) {
    UUID id = UUID.randomUUID();
    String password = FilePassword.create();
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx ->
            tx.execute(statement, insertion(tx, id, file, password))
                .flatMap(
                    rows ->
                        rows.rowCount() == 0
                            ? Single.error(new Failure.NotFound())
                            : Single.just(
                                new OpenedFile(
                                    password, address(command, path, id), LIFETIME.toSeconds()))));
  }

  private static SqlParams insertion(PlanTx tx, UUID id, UUID file, String password) {
    return SqlParams.of("id", id)
        .and("file", file)
        .and("member", tx.member().participant())
        .and("plan", tx.planId())
        .and("password", password)
        .and("expiresAt", tx.now().plus(LIFETIME));
  }

  private static String address(Command<?> command, String path, UUID id) {
    return "/api/v1/plans/" + command.planId().value() + path + "/copies/" + id;
  }

  /**
   * How a copy is fetched.
   *
   * @param taking a statement that deletes the copy {@code #{copy}} of the file {@code #{file}}
   *     unless it has expired at {@code #{now}}, and selects {@code me.*}, and {@code id}, {@code
   *     name}, the {@code size} of the stored file in bytes, and {@code password} if the caller may
   *     read the file
   * @param piece a statement that selects the {@code piece} of the file {@code #{file}} that starts
   *     after {@code #{start}} bytes and has {@code #{length}} bytes at most
   */
  public record CopyStatements(String taking, String piece) {}

  /**
   * The copy of the path, once, as long as the caller may read the file. Fails with {@link
   * Failure.NotFound} after that, and with {@link Failure.Unavailable} when too many copies are
   * being made; then the address stays.
   */
  public Single<FileStream> fetch(Command<?> command, UUID file, CopyStatements statements) {
    return protector
        .protect(command.caller().person(), original -> load(command, file, statements, original))
        .map(
            copy ->
                new FileStream(
                    CONTENT_TYPE, copy.content(), copy.size(), FileNames.ofDownload(copy.name())));
  }

  private Single<String> load(
      Command<?> command, UUID file, CopyStatements statements, OriginalPdf original) {
    SqlParams params = SqlParams.of("copy", command.id("copyId")).and("file", file);
    return planCommands.runUnlocked(
        command,
        Right.READ,
        statements.taking(),
        params,
        (tx, row) -> {
          accessLog.record(command, tx.member());
          tx.tx().executeAtCommit(WITHOUT_WAITING);
          int size = row.getInteger("size");
          return original
              .load(size, pieces(tx, file, size, statements.piece()), row.getString("password"))
              .toSingleDefault(row.getString("name"));
        });
  }

  private static Flowable<Buffer> pieces(PlanTx tx, UUID file, int size, String statement) {
    return Flowable.range(0, (size + PIECE_BYTES - 1) / PIECE_BYTES)
        .concatMapEager(
            piece -> piece(tx, file, piece, statement).toFlowable(), PIECES_ASKED_FOR, 1);
  }

  private static Single<Buffer> piece(PlanTx tx, UUID file, int number, String statement) {
    SqlParams params =
        SqlParams.of("file", file).and("start", number * PIECE_BYTES).and("length", PIECE_BYTES);
    return tx.query(statement, params)
        .map(rows -> rows.iterator().next().get(Buffer.class, "piece"));
  }

  /** Deletes the copies that nobody fetched; {@code limit} at most. */
  static Single<Integer> deleteExpired(SqlWriter sql, Instant now, int limit) {
    return sql.execute(DELETE_EXPIRED, now, limit).map(rows -> rows.rowCount());
  }
}
