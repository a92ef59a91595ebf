package no.samklang.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import no.samklang.concurrent.LocalCache;

/**
 * A recurrence rule of RFC 5545 for a series with at most one occurrence a day. Expanded by days,
 * so that each occurrence gets the series' time of day, also on the days when the clocks change.
 */
final class RecurrenceRule {
  static final int MAX_COUNT = 1000;
  static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

  private static final int MAX_INTERVAL = 1000;
  private static final int SEARCH_YEARS = 20;
  // a rule that counts is reckoned from its start: days that it leaves out cost as much as others
  private static final int MAX_STEPS = 5000;
  private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  private static final Set<String> TOO_OFTEN = Set.of("SECONDLY", "MINUTELY", "HOURLY");
  private static final Set<String> SELECTING =
      Set.of("BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO");
  private static final Set<String> ALLOWED =
      Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS");
  private static final Map<String, Integer> DAYS = Map.of("DAILY", 1, "WEEKLY", 7);
  private static final int DAYS_OF_MONTH = 31;
  private static final int SPAN_YEARS = 1024; // more than from the earliest start to the latest
  private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MAX_KEPT_DAYS = 200_000;
  private static final Cache<Expansion, List<LocalDate>> EXPANSIONS =
      LocalCache.builder()
          .maximumWeight(MAX_KEPT_DAYS)
          .weigher((Expansion key, List<LocalDate> days) -> 10 + days.size())
          .build();

  private final Map<String, String> parts;
  private final EventTimes first;

  private RecurrenceRule(Map<String, String> parts, EventTimes first) {
    this.parts = parts;
    this.first = first;
  }

  private record Expansion(
      String rule, boolean allDay, LocalTime time, LocalDate first, LocalDate from, LocalDate to) {}

  /** A rule that isn't taken. */
  static final class InvalidRuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String code;

    InvalidRuleException(String code) {
      super(code);
      this.code = code;
    }

    /** The error's code in the contract. */
    String code() {
      return code;
    }
  }

  /** A rule that has been validated before. */
  static RecurrenceRule of(String text, EventTimes first) {
    return new RecurrenceRule(split(text), first);
  }

  /**
   * @param first the first occurrence, which must be one by the rule
   * @throws InvalidRuleException {@code rrule.invalid}, {@code rrule.tooOften}, {@code
   *     rrule.tooMany}, {@code rrule.until} for an UNTIL in another form than the start, {@code
   *     rrule.empty} for one that gives nothing, {@code rrule.start} for a start that isn't in it
   */
  static RecurrenceRule parse(String text, EventTimes first) {
    RecurrenceRule rule = new RecurrenceRule(split(text), first);
    rule.requireParts();
    rule.requireEnd();
    rule.requireReadable();
    rule.requireOccurrences();
    return rule;
  }

  private static Map<String, String> split(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      String[] pair = part.split("=", -1);
      if (pair.length != 2 || pair[1].isEmpty() || parts.put(pair[0], pair[1]) != null) {
        throw new InvalidRuleException("rrule.invalid");
      }
    }
    return parts;
  }

  private void requireParts() {
    if (TOO_OFTEN.contains(parts.get("FREQ"))
        || parts.keySet().stream().anyMatch(Set.of("BYHOUR", "BYMINUTE", "BYSECOND")::contains)) {
      throw new InvalidRuleException("rrule.tooOften");
    }
    boolean selects = parts.keySet().stream().anyMatch(SELECTING::contains);
    if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))
        || !parts.keySet().stream()
            .allMatch(key -> ALLOWED.contains(key) || SELECTING.contains(key))
        || (parts.containsKey("BYSETPOS") && !selects)
        || parts.values().stream().anyMatch(RecurrenceRule::repeatsItself)
        || number("INTERVAL", 1) > MAX_INTERVAL) {
      throw new InvalidRuleException("rrule.invalid");
    }
  }

  /** Whether a list has a value twice, in any spelling: each would multiply what is reckoned. */
  private static boolean repeatsItself(String list) {
    String[] values = list.split(",", -1);
    return Stream.of(values).map(RecurrenceRule::plain).distinct().count() < values.length;
  }

  private static String plain(String value) {
    boolean negative = value.startsWith("-");
    String digits = negative || value.startsWith("+") ? value.substring(1) : value;
    String number = digits.replaceFirst("^0+", "").toUpperCase(Locale.ROOT);
    return negative ? "-" + number : number;
  }

  private void requireReadable() {
    try {
      Recur<LocalDate> unused = recur();
    } catch (InvalidRuleException e) {
      throw e;
    } catch (RuntimeException e) { // ical4j throws several kinds
      throw new InvalidRuleException("rrule.invalid");
    }
  }

  private void requireEnd() {
    if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
      throw new InvalidRuleException("rrule.invalid");
    }
    if (number("COUNT", 1) > MAX_COUNT) {
      throw new InvalidRuleException("rrule.tooMany");
    }
  }

  private void requireOccurrences() {
    LocalDate day = first.firstDay();
    if (!contains(day)) {
      boolean isEmpty = dates(day, day.plusYears(SEARCH_YEARS)).isEmpty();
      throw new InvalidRuleException(isEmpty ? "rrule.empty" : "rrule.start");
    }
  }

  private int number(String part, int otherwise) {
    String value = parts.get(part);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9][0-9]*")) {
      throw new InvalidRuleException("rrule.invalid");
    }
    return value.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(value);
  }

  private Recur<LocalDate> recur() {
    Map<String, String> byDays = new LinkedHashMap<>(parts);
    byDays.computeIfPresent("UNTIL", (key, value) -> DATE.format(untilDay(value)));
    return new Recur<>(text(byDays));
  }

  private LocalDate untilDay(String value) {
    try {
      if (first.allDay()) {
        return LocalDate.parse(value, DATE);
      }
      Instant until = Instant.from(UTC.parse(value));
      LocalDate day = until.atZone(EventTimes.ZONE).toLocalDate();
      return first.on(day).start().isAfter(until) ? day.minusDays(1) : day;
    } catch (java.time.DateTimeException e) {
      throw new InvalidRuleException("rrule.until");
    }
  }

  private static String text(Map<String, String> parts) {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(";"));
  }

  /** The days of its occurrences, both included. */
  List<LocalDate> dates(LocalDate from, LocalDate to) {
    return dates(text(), first, from, to);
  }

  /** The days of the occurrences by a rule that has been validated before, both included. */
  static List<LocalDate> dates(String rule, EventTimes first, LocalDate from, LocalDate to) {
    ZonedDateTime start = first.start().atZone(EventTimes.ZONE);
    Expansion expansion =
        new Expansion(rule, first.allDay(), start.toLocalTime(), start.toLocalDate(), from, to);
    return EXPANSIONS.get(expansion, unused -> of(rule, first).expand(from, to));
  }

  private List<LocalDate> expand(LocalDate from, LocalDate to) {
    LocalDate seed = first.firstDay();
    return recur().getDates(near(from), from.isBefore(seed) ? seed : from, to).stream()
        .filter(day -> !day.isBefore(from) && !day.isBefore(seed) && !day.isAfter(to))
        .distinct()
        .toList();
  }

  /** A day of the series' rhythm before another: the days until there needn't be walked through. */
  private LocalDate near(LocalDate day) {
    LocalDate seed = first.firstDay();
    int unit = DAYS.getOrDefault(parts.get("FREQ"), 0);
    if (parts.containsKey("COUNT") || unit == 0 || !day.isAfter(seed)) {
      return seed;
    }
    long step = (long) unit * number("INTERVAL", 1);
    return seed.plusDays(Math.max(0, ChronoUnit.DAYS.between(seed, day) / step - 1) * step);
  }

  boolean contains(LocalDate day) {
    if (day.isBefore(first.firstDay()) || day.isAfter(LATEST)) {
      return false;
    }
    // one that counts is reckoned once for all the days that are asked for
    return parts.containsKey("COUNT")
        ? dates(first.firstDay(), LATEST).contains(day)
        : !dates(day, day).isEmpty();
  }

  /** The day of the last occurrence; null without end. */
  LocalDate last() {
    if (parts.containsKey("COUNT")) {
      return lastCounted();
    }
    return parts.containsKey("UNTIL") ? lastUntil(untilDay(parts.get("UNTIL"))) : null;
  }

  private LocalDate lastCounted() {
    List<LocalDate> all = expand(first.firstDay(), lastStep());
    if (all.size() < number("COUNT", 1)) {
      throw new InvalidRuleException("rrule.tooMany");
    }
    return all.get(all.size() - 1);
  }

  private LocalDate lastStep() {
    LocalDate seed = first.firstDay();
    long steps = (long) MAX_STEPS * number("INTERVAL", 1);
    long days = steps * DAYS.getOrDefault(parts.get("FREQ"), DAYS_OF_MONTH);
    return days < ChronoUnit.DAYS.between(seed, LATEST) ? seed.plusDays(days) : LATEST;
  }

  /** Searched backwards, since a daily rule may go on for centuries. */
  private LocalDate lastUntil(LocalDate until) {
    LocalDate end = until.isAfter(LATEST) ? LATEST : until;
    List<LocalDate> found = List.of();
    for (int years = 1; found.isEmpty() && years < SPAN_YEARS; years *= 2) {
      found = expand(end.minusYears(years), end);
    }
    return found.isEmpty() ? first.firstDay() : Collections.max(found);
  }

  /** The rule of the occurrences before one. */
  String before(LocalDate day) {
    Map<String, String> ended = new LinkedHashMap<>(parts);
    ended.remove("COUNT");
    ended.put(
        "UNTIL",
        first.allDay()
            ? DATE.format(day.minusDays(1))
            : UTC.format(first.on(day).start().minusSeconds(1)));
    return text(ended);
  }

  /** The rule of an occurrence and those after it. */
  String from(LocalDate day) {
    Map<String, String> rest = new LinkedHashMap<>(parts);
    rest.computeIfPresent(
        "COUNT",
        (key, count) ->
            String.valueOf(
                Integer.parseInt(count) - expand(first.firstDay(), day.minusDays(1)).size()));
    return text(rest);
  }

  /** As it is stored and in the contract. */
  String text() {
    return text(parts);
  }
}
