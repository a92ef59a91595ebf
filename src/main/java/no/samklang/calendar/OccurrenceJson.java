package no.samklang.calendar;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.ListedItem;
import no.samklang.json.Json;

/**
 * An occurrence as its series has it, as JSON in a list: a month of many series has a thousand of
 * them, which differ in their times only.
 *
 * @param start as in the contract
 * @param end as in the contract
 */
record OccurrenceJson(SeriesJson series, String start, String end, LocalDate occursOn)
    implements ListedItem, JsonSerializable {

  /**
   * What all occurrences of a series have in common, encoded once.
   *
   * @param content of any of them
   * @param parts around start, end and day
   */
  record SeriesJson(CalendarItem content, List<SerializableString> parts) {
    private static final List<String> TIMES =
        List.of("\"start\":\"", "\"end\":\"", "\"occurrence\":\"");

    /**
     * Of any occurrence of it: no text can hold an unescaped quote, so that its times are found.
     */
    static SeriesJson of(CalendarItem occurrence) {
      String json = encoded(occurrence);
      List<SerializableString> parts = new ArrayList<>();
      int from = 0;
      for (String time : TIMES) {
        int to = json.indexOf(time, from) + time.length();
        parts.add(new SerializedString(json.substring(from, to)));
        from = json.indexOf('"', to);
      }
      parts.add(new SerializedString(json.substring(from)));
      return new SeriesJson(occurrence, List.copyOf(parts));
    }

    private static String encoded(CalendarItem item) {
      try {
        return Json.mapper().writeValueAsString(item);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public CalendarItem content() {
    return series.content();
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider unused) throws IOException {
    List<SerializableString> parts = series.parts();
    json.writeRawValue(parts.get(0));
    json.writeRaw(start);
    json.writeRaw(parts.get(1));
    json.writeRaw(end);
    json.writeRaw(parts.get(2));
    json.writeRaw(occursOn.toString());
    json.writeRaw(parts.get(3));
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer unused) throws IOException {
    serialize(json, provider);
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return "OccurrenceJson " + occursOn;
  }
}
