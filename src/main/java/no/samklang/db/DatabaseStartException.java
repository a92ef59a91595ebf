package no.samklang.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * There is no database to work with. The message is one line for the person who runs the service,
 * starts with the setting to look at ({@code data.dir} or {@code database.uri}), and holds no data.
 */
public final class DatabaseStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DISK_FULL = "No space left on device";

  DatabaseStartException(Path folder, String problem) {
    this(folder, problem, null);
  }

  DatabaseStartException(Path folder, String problem, Throwable cause) {
    super("data.dir: " + oneLine(folder + " " + problem), cause);
  }

  /** The configured database can't be worked with; the log says more. */
  static DatabaseStartException ofConfigured(Throwable cause) {
    return new DatabaseStartException(cause);
  }

  /** No database is configured, and none is packaged to be used instead. */
  static DatabaseStartException ofUnpackaged(String system, Throwable cause) {
    return new DatabaseStartException(
        "database.uri: needed, since no PostgreSQL is packaged for " + system, cause);
  }

  private DatabaseStartException(Throwable cause) {
    this("database.uri: the database can't be reached or migrated, see the log", cause);
  }

  private DatabaseStartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What stands between us and the folder, in the words of the one who can mend it. */
  static DatabaseStartException of(Path folder, IOException e) {
    return new DatabaseStartException(folder, isDiskFull(e.toString()) ? full() : why(e), e);
  }

  /** A PostgreSQL program failed and wrote {@code output}. */
  static DatabaseStartException of(Path folder, String program, String output) {
    return new DatabaseStartException(
        folder, isDiskFull(output) ? full() : "isn't served: " + program + ": " + reason(output));
  }

  private static String why(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "can't be used: no right to " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "can't be used: " + missing.getFile() + " is missing";
    }
    boolean hasReason = e instanceof FileSystemException f && f.getReason() != null;
    return "can't be used: " + (hasReason ? ((FileSystemException) e).getReason() : e.toString());
  }

  private static String full() {
    return "can't be written: the disk is full";
  }

  private static boolean isDiskFull(String text) {
    return text.contains(DISK_FULL);
  }

  /** The last line that says what went wrong; without one, the last line. */
  private static String reason(String output) {
    String found = "no reason given";
    boolean telling = false;
    for (String line : output.lines().filter(l -> !l.isBlank()).toList()) {
      boolean tells = line.contains("FATAL: ") || line.contains("error: ");
      found = tells || !telling ? line : found;
      telling |= tells;
    }
    return found;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
