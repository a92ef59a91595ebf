package no.samklang.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.print.PrintedPart;
import no.samklang.text.Language;

/** A person's data as a document: each row of {@link OwnDataSections} as labels with values. */
final class OwnDataBlocks {
  private final Language language;
  private final Map<String, List<PrintBlock>> parts = new LinkedHashMap<>();

  OwnDataBlocks(Language language) {
    this.language = language;
  }

  void add(String section, JsonNode row) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      if (!isId(field.getKey())) {
        pairs.add(PrintTexts.text(language, "export.field." + field.getKey()));
        pairs.add(value(field.getValue()));
      }
    }
    PrintBlock.facts(pairs.toArray(String[]::new))
        .forEach(parts.computeIfAbsent(section, name -> new ArrayList<>())::add);
  }

  /** Those that say nothing to a reader; they stand in the JSON. */
  private static boolean isId(String field) {
    return field.equals("id") || field.endsWith("Id");
  }

  List<PrintedPart> parts() {
    return OwnDataSections.ALL.stream()
        .filter(section -> parts.containsKey(section.name()))
        .map(
            section ->
                new PrintedPart(
                    PrintTexts.text(language, "export.section." + section.name()),
                    parts.get(section.name())))
        .toList();
  }

  private String value(JsonNode value) {
    if (value.isBoolean()) {
      return PrintTexts.text(language, value.asBoolean() ? "export.yes" : "export.no");
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(", "));
    }
    return value.isObject() ? value.toString() : text(value.asText());
  }

  private String text(String value) {
    try {
      return value.length() == "2026-11-29".length()
          ? PrintTexts.date(language, LocalDate.parse(value))
          : PrintTexts.moment(language, instant(value));
    } catch (DateTimeParseException e) {
      return PrintTexts.find(language, "export.value." + value).orElse(value);
    }
  }

  private static Instant instant(String value) {
    return OffsetDateTime.parse(value).toInstant();
  }
}
