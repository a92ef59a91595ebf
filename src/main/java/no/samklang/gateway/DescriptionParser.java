package no.samklang.gateway;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Objects;
import java.util.stream.Collectors;
import no.samklang.config.SettingsException;

/** Parses the description of another service; errors are reported in one line. */
public final class DescriptionParser {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private DescriptionParser() {}

  /**
   * Parses the YAML text.
   *
   * @param setting the key of the setting that names the description
   * @throws SettingsException for the setting, when the text is invalid
   */
  public static <T> T parse(String yaml, Class<T> type, String setting) {
    try {
      T description = YAML.readValue(yaml, type);
      if (description == null) {
        throw invalid(setting, "holds nothing");
      }
      return description;
    } catch (JsonProcessingException e) {
      throw invalid(setting, problem(e));
    }
  }

  /** What is wrong with the description that a setting names. */
  public static SettingsException invalid(String setting, String problem) {
    return new SettingsException(setting, "the description " + problem);
  }

  /**
   * Reports only the location and our own text: the parser's message quotes the surrounding text,
   * which may hold secrets.
   */
  private static String problem(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "has an unknown key " + path(unknown);
    }
    if (e instanceof ValueInstantiationException rejected) {
      return rejected.getCause().getMessage();
    }
    String location = e instanceof JsonMappingException mapping ? path(mapping) : "";
    String line = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    return "is not understood" + (location.isEmpty() ? line : " at " + location);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
