package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
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
import no.samklang.operation.Result.FileContent;
import no.samklang.pdf.FilePassword;
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
   * The copy of the path, once, as long as the caller may read the file. Fails with {@link
   * Failure.NotFound} after that, and with {@link Failure.Unavailable} when too many copies are
   * being made; then the address stays.
   *
   * @param statement deletes the copy {@code #{copy}} of the file {@code #{file}} unless it has
   *     expired at {@code #{now}}, and selects {@code me.*}, and {@code id}, {@code name}, {@code
   *     content} and {@code password} if the caller may read the file
   */
  public Single<FileContent> fetch(Command<?> command, UUID file, String statement) {
    return protector.inTurn(
        command.caller().person(),
        () ->
            take(command, file, statement)
                .flatMap(
                    taken ->
                        protector
                            .protect(taken.content, taken.password, FilePassword.createForOwner())
                            .map(
                                copy ->
                                    new FileContent(
                                        CONTENT_TYPE, copy, FileNames.ofDownload(taken.name)))));
  }

  private Single<TakenFile> take(Command<?> command, UUID file, String statement) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx ->
            tx.reads()
                .queryOne(
                    command,
                    Right.READ,
                    statement,
                    SqlParams.of("copy", command.id("copyId"))
                        .and("file", file)
                        .and("now", tx.now()),
                    (member, row) -> TakenFile.of(row))
                .doOnSuccess(taken -> accessLog.record(command, tx.member())));
  }

  /** Deletes the copies that nobody fetched; {@code limit} at most. */
  static Single<Integer> deleteExpired(SqlWriter sql, Instant now, int limit) {
    return sql.execute(DELETE_EXPIRED, now, limit).map(rows -> rows.rowCount());
  }

  private record TakenFile(String name, String password, Buffer content) {
    static TakenFile of(Row row) {
      return new TakenFile(
          row.getString("name"), row.getString("password"), row.get(Buffer.class, "content"));
    }

    @Override
    public String toString() {
      return "TakenFile";
    }
  }
}
