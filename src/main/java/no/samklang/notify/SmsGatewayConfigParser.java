package no.samklang.notify;

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

/** Reads a gateway's description, and says in one line what is wrong with it. */
final class SmsGatewayConfigParser {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private SmsGatewayConfigParser() {}

  /**
   * The description that the text holds.
   *
   * @throws SettingsException for {@code sms.gateway}, when it can't be used
   */
  static SmsGatewayConfig parse(String yaml) {
    try {
      SmsGatewayConfig description = YAML.readValue(yaml, SmsGatewayConfig.class);
      if (description == null) {
        throw refused("holds nothing");
      }
      return description;
    } catch (JsonProcessingException e) {
      throw refused(problem(e));
    }
  }

  static SettingsException refused(String problem) {
    return new SettingsException("sms.gateway", "the description " + problem);
  }

  /** Only the place and our own words: the parser's message quotes the text around it. */
  private static String problem(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "has an unknown key " + path(unknown);
    }
    if (e instanceof ValueInstantiationException ours) {
      return ours.getCause().getMessage();
    }
    String place = e instanceof JsonMappingException known ? path(known) : "";
    String line = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    return "is not understood" + (place.isEmpty() ? line : " at " + place);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
