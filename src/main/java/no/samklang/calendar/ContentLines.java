package no.samklang.calendar;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Content lines of RFC 5545, folded by octets (3.1). */
final class ContentLines {
  private static final int MAX_OCTETS = 75;
  private static final byte[] END = {'\r', '\n'};
  private static final byte[] FOLD = {'\r', '\n', ' '};
  private static final String LOCAL_TIME = ";TZID=" + EventTimes.ZONE.getId();
  private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter LOCAL = time("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter UTC = time("uuuuMMdd'T'HHmmss'Z'");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static DateTimeFormatter time(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  Buffer toBuffer() {
    return Buffer.buffer(out.toByteArray());
  }

  /** A line as it is; what can't stand in one is left out. */
  void line(String text) {
    byte[] octets = withoutControls(text).getBytes(StandardCharsets.UTF_8);
    int from = 0;
    int room = MAX_OCTETS;
    while (octets.length - from > room) {
      int to = startOfCharacter(octets, from + room);
      out.write(octets, from, to - from);
      out.writeBytes(FOLD);
      from = to;
      room = MAX_OCTETS - 1;
    }
    out.write(octets, from, octets.length - from);
    out.writeBytes(END);
  }

  private static int startOfCharacter(byte[] octets, int at) {
    int start = at;
    while ((octets[start] & 0xC0) == 0x80) {
      start--;
    }
    return start;
  }

  private static String withoutControls(String text) {
    return text.chars().noneMatch(ContentLines::isControl)
        ? text
        : text.codePoints()
            .filter(character -> !isControl(character))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isControl(int character) {
    return (character < ' ' && character != '\t') || character == 0x7F;
  }

  void text(String name, String text) {
    line(name + ":" + escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n");
  }

  void utc(String name, Instant time) {
    line(name + ":" + UTC.format(time.atOffset(ZoneOffset.UTC)));
  }

  /** A date for whole days, otherwise a time in Europe/Oslo. */
  void time(String name, EventTimes times, Instant time) {
    if (times.allDay()) {
      date(name, time.atZone(EventTimes.ZONE).toLocalDate());
    } else {
      line(name + LOCAL_TIME + ":" + LOCAL.format(time.atZone(EventTimes.ZONE)));
    }
  }

  private void date(String name, LocalDate day) {
    line(name + ";VALUE=DATE:" + DATE.format(day));
  }
}
