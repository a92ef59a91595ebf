package no.samklang.notification;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A gateway's response.
 *
 * @param retryAfter the gateway's Retry-After, limited to 1 s to 1 h
 * @param body the response body
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
    String header = headers.get("Retry-After");
    if (header == null) {
      return Optional.empty();
    }
    return header.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : durationUntil(header, headers.get("Date"));
  }

  /** Relative to the gateway's own clock, given by its Date header. */
  private static Optional<Duration> durationUntil(String time, String now) {
    try {
      return now == null ? Optional.empty() : Optional.of(Duration.between(date(now), date(time)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private static Duration bounded(Duration header) {
    Duration atLeast = header.compareTo(MIN_RETRY_AFTER) < 0 ? MIN_RETRY_AFTER : header;
    return atLeast.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : atLeast;
  }
}
