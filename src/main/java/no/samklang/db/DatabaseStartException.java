package no.samklang.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The database can't be started or migrated. The message is one line for the operator, starts with
 * the setting to check ({@code data.dir} or {@code database.uri}), and contains no data.
 */
public final class DatabaseStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DISK_FULL = "No space left on device";

  public DatabaseStartException(Path folder, String problem) {
    this(folder, problem, null);
  }

  public DatabaseStartException(Path folder, String problem, Throwable cause) {
    super("data.dir: " + oneLine(folder + " " + problem), cause);
  }

  /** The configured database failed; the cause has been logged. */
  static DatabaseStartException ofConfigured(Throwable cause) {
    return new DatabaseStartException(cause);
  }

  /** No database is configured, and no embedded one is packaged for this platform. */
  public static DatabaseStartException ofUnpackaged(String system, Throwable cause) {
    return new DatabaseStartException(
        "database.uri: required; no PostgreSQL is packaged for " + system, cause);
  }

  /** The service would log in as a superuser. */
  static DatabaseStartException ofSuperuser() {
    return new DatabaseStartException(
        "database.uri: its role is a superuser, which is allowed in demo mode only; see README.md,"
            + " \"Roles of the database\"",
        null);
  }

  private DatabaseStartException(Throwable cause) {
    this("database.uri: the database can't be reached or migrated, see the log", cause);
  }

  private DatabaseStartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file system error in the data directory. */
  public static DatabaseStartException of(Path folder, IOException e) {
    return new DatabaseStartException(
        folder, isDiskFull(e.toString()) ? diskFull() : describe(e), e);
  }

  /** A PostgreSQL program failed with the given output. */
  public static DatabaseStartException of(Path folder, String program, String output) {
    return new DatabaseStartException(
        folder,
        isDiskFull(output) ? diskFull() : "can't be served: " + program + ": " + errorLine(output));
  }

  private static String describe(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "can't be used: no right to " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "can't be used: " + missing.getFile() + " is missing";
    }
    boolean hasReason = e instanceof FileSystemException f && f.getReason() != null;
    return "can't be used: " + (hasReason ? ((FileSystemException) e).getReason() : e.toString());
  }

  private static String diskFull() {
    return "can't be written: the disk is full";
  }

  private static boolean isDiskFull(String text) {
    return text.contains(DISK_FULL);
  }

  /** The last line with an error, else the last line. */
  private static String errorLine(String output) {
    String result = "no reason given";
    boolean hasError = false;
    for (String line : output.lines().filter(l -> !l.isBlank()).toList()) {
      boolean isError = line.contains("FATAL: ") || line.contains("error: ");
      result = isError || !hasError ? line : result;
      hasError |= isError;
    }
    return result;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
