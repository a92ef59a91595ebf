package no.samklang.notify;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a gateway answered.
 *
 * @param retryAfter when the gateway wants to be asked again, from a second to an hour
 * @param body as far as it was read
 */
record SmsGatewayResponse(int status, Optional<Duration> retryAfter, String body) {
  private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  static SmsGatewayResponse of(int status, MultiMap headers, String body) {
    return new SmsGatewayResponse(
        status, retryAfter(headers).map(SmsGatewayResponse::bounded), body);
  }

  @Override
  public String toString() {
    return "SmsGatewayResponse " + status;
  }

  private static Optional<Duration> retryAfter(MultiMap headers) {
    String wish = headers.get("Retry-After");
    if (wish == null) {
      return Optional.empty();
    }
    return wish.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(wish)))
        : until(wish, headers.get("Date"));
  }

  /** A time is measured by the gateway's own clock. */
  private static Optional<Duration> until(String time, String now) {
    try {
      return now == null ? Optional.empty() : Optional.of(Duration.between(date(now), date(time)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration bounded(Duration wish) {
    Duration atLeast = wish.compareTo(MIN_RETRY_AFTER) < 0 ? MIN_RETRY_AFTER : wish;
    return atLeast.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : atLeast;
  }
}
