package no.samklang.http.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import no.samklang.http.BadRequestException;

/**
 * Parses JSON bodies within limits, so that an event loop isn't blocked; nesting, number length and
 * token count beyond them are malformed. Our forms send some hundred tokens.
 */
final class JsonBodyParser {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_TOKENS = 20_000;
  private static final int MAX_NAME_LENGTH = 1000;
  private static final String MEDIA_TYPE = "application/json";

  // client-supplied names must not be interned for the life of the process
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .maxTokenCount(MAX_TOKENS)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonBodyParser() {}

  /** Fails with 415 for another media type. */
  static void requireMediaType(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase(MEDIA_TYPE)) {
      throw new BadRequestException(415, "request.mediaType");
    }
  }

  /** Parses one JSON value; fails with 400. */
  static JsonNode parse(Buffer body) {
    try {
      JsonNode parsed = READER.readTree(body.getBytes());
      if (!parsed.isMissingNode()) {
        return parsed;
      }
    } catch (IOException e) {
      // answered below: its message may quote the body
    }
    throw new BadRequestException(400, "request.malformed");
  }
}
