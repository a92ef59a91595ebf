package no.samklang.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Parses what clients send, within bounds, so that an event loop is never held up by it: what is
 * too deep, too precise or of too many parts isn't taken for JSON. An answer to any form of ours
 * has some hundred tokens.
 */
final class JsonBody {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_TOKENS = 20_000;
  private static final int MAX_NAME_LENGTH = 1000;
  private static final String MEDIA_TYPE = "application/json";

  // names are the client's own: to keep each for the life of the process would fill it
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

  private JsonBody() {}

  /** Fails with 415 for another media type. */
  static void requireMediaType(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase(MEDIA_TYPE)) {
      throw new BadRequest(415, "request.mediaType");
    }
  }

  /** Fails with 400 for what isn't one JSON value. */
  static JsonNode parse(Buffer body) {
    try {
      JsonNode parsed = READER.readTree(body.getBytes());
      if (!parsed.isMissingNode()) {
        return parsed;
      }
    } catch (IOException e) {
      // answered below: its message may quote the body
    }
    throw new BadRequest(400, "request.malformed");
  }
}
