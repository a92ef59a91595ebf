package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import no.samklang.http.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepts one JSON value within limits. */
final class JsonBodyParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{} {}", "[1,]", "{\"a\":1}x", "\u0000", "1e", "'a'", "{a:1}"})
  void anythingButOneValueIsRejected(String text) {
    assertThatThrownBy(() -> JsonBodyParser.parse(Buffer.buffer(text)))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            refused -> assertThat(refused.code()).isEqualTo("request.malformed"));
  }

  @Test
  void depthDigitsAndTokensAreLimited() {
    assertThat(JsonBodyParser.parse(Buffer.buffer("[".repeat(64) + "]".repeat(64)))).hasSize(1);
    for (String text :
        new String[] {
          "[".repeat(65) + "]".repeat(65),
          "[".repeat(200_000),
          "{\"a\":".repeat(65),
          "1".repeat(101),
          "[" + "0,".repeat(20_000) + "0]",
          "{\"" + "a".repeat(1001) + "\":0}"
        }) {
      assertThatThrownBy(() -> JsonBodyParser.parse(Buffer.buffer(text)))
          .isInstanceOf(BadRequestException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/json;"})
  void jsonIsAcceptedWithAnyParameters(String type) {
    JsonBodyParser.requireMediaType(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonp", "", ";application/json"})
  void otherMediaTypesAreRejected(String type) {
    assertThatThrownBy(() -> JsonBodyParser.requireMediaType(type))
        .isInstanceOfSatisfying(
            BadRequestException.class, refused -> assertThat(refused.status()).isEqualTo(415));
  }
}
