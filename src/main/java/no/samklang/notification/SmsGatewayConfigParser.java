package no.samklang.notification;

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

/** Parses a gateway description; errors are reported in one line. */
final class SmsGatewayConfigParser {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private SmsGatewayConfigParser() {}

  /**
   * Parses the YAML text.
   *
   * @throws SettingsException for {@code sms.gateway}, when the text is invalid
   */
  static SmsGatewayConfig parse(String yaml) {
    try {
      SmsGatewayConfig config = YAML.readValue(yaml, SmsGatewayConfig.class);
      if (config == null) {
        throw invalid("holds nothing");
      }
      return config;
    } catch (JsonProcessingException e) {
      throw invalid(problem(e));
    }
  }

  static SettingsException invalid(String problem) {
    return new SettingsException("sms.gateway", "the description " + problem);
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
