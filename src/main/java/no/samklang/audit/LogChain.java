package no.samklang.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks the entries of one plan's log against the chain (LOG-2): each carries the SHA-256, in
 * hexadecimal, of the hash before, a line feed and its own text.
 */
final class LogChain {
  /** The hash before the first entry. */
  static final String START = "0".repeat(64);

  /** More than these are called changed, without looking where they stood. */
  private static final int MAX_COMPARED = 40;

  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest digest = sha256();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private String previous = START;
  private int last;

  /**
   * An entry as stored.
   *
   * @param seq its place, from 1
   * @param hash in hexadecimal
   * @param text canonical text after the place and {@code |}
   */
  record ChainedEntry(int seq, String hash, String text) {
    private String textAt(int place) {
      return place + "|" + text;
    }
  }

  /** What was done to the log. */
  enum FaultKind {
    /** The entry's text or hash was changed, or those of the one before together. */
    CHANGED,
    /** Entries from {@code place} to {@code other} are missing. */
    MISSING,
    /** At {@code place} stands what was written as entry {@code other}. */
    MOVED,
    /** The entry stands after the end of the chain, or twice. */
    ADDED
  }

  /**
   * A place where the log isn't as it was written.
   *
   * @param other see {@link FaultKind}; otherwise the same as {@code place}
   */
  record Fault(FaultKind kind, int place, int other) {}

  private record Suspect(ChainedEntry entry, String previous) {}

  /** Checks the next entry, in the order of their places. */
  void accept(ChainedEntry entry) {
    if (entry.seq() <= last) {
      faults.add(new Fault(FaultKind.ADDED, entry.seq(), entry.seq()));
      return;
    }
    if (entry.seq() > last + 1) {
      faults.add(new Fault(FaultKind.MISSING, last + 1, entry.seq() - 1));
    } else if (!hash(previous, entry.textAt(entry.seq())).equals(entry.hash())) {
      suspects.add(new Suspect(entry, previous));
    }
    previous = entry.hash();
    last = entry.seq();
  }

  /**
   * Ends the plan's log.
   *
   * @param end the place of the last entry written, 0 if none was
   * @param endHash its hash
   * @return what is wrong, nothing if all is as it was written
   */
  List<Fault> finish(int end, String endHash) {
    suspects.forEach(suspect -> explain(suspect).ifPresent(faults::add));
    if (end > last) {
      faults.add(new Fault(FaultKind.MISSING, last + 1, end));
    } else if (end < last) {
      faults.add(new Fault(FaultKind.ADDED, end + 1, end + 1));
    } else if (!previous.equals(endHash) && faults.isEmpty()) {
      faults.add(new Fault(FaultKind.CHANGED, end, end));
    }
    return List.copyOf(faults);
  }

  /** Looks whether an entry was written at another place; one beside a moved one is as it was. */
  private Optional<Fault> explain(Suspect suspect) {
    int place = suspect.entry().seq();
    if (suspects.size() <= MAX_COMPARED) {
      Set<String> stored =
          suspects.stream().map(one -> one.entry().hash()).collect(Collectors.toSet());
      Set<String> before = new TreeSet<>(stored);
      suspects.forEach(one -> before.add(one.previous()));
      for (Suspect other : suspects) {
        String text = suspect.entry().textAt(other.entry().seq());
        if (before.stream().anyMatch(hash -> stored.contains(hash(hash, text)))) {
          int written = other.entry().seq();
          return written == place
              ? Optional.empty()
              : Optional.of(new Fault(FaultKind.MOVED, place, written));
        }
      }
    }
    return Optional.of(new Fault(FaultKind.CHANGED, place, place));
  }

  private String hash(String before, String text) {
    digest.update(before.getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) '\n');
    return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
