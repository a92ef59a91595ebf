package no.samklang.http.openapi.schema;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** String formats used in the contract. */
final class StringFormat {
  private static final int UUID_LENGTH = 36;
  private static final int DATE_LENGTH = 10;
  private static final int MIN_TIME_LENGTH = 20; // 2026-11-20T10:00:00Z
  private static final int MAX_TIME_LENGTH = 35; // with nanoseconds and offset
  private static final int SECONDS_AT = 16;

  private StringFormat() {}

  static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** RFC 3339, section 5.6, and an existing date. */
  static boolean isDate(String text) {
    try {
      return text.length() == DATE_LENGTH && LocalDate.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** RFC 3339, section 5.6: with seconds and offset; at most nanoseconds. */
  static boolean isDateTime(String text) {
    int length = text.length();
    if (length < MIN_TIME_LENGTH || length > MAX_TIME_LENGTH || text.charAt(SECONDS_AT) != ':') {
      return false;
    }
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
