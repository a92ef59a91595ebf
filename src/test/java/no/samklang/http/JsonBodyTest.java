package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one JSON value, and within bounds. */
final class JsonBodyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{} {}", "[1,]", "{\"a\":1}x", "\u0000", "1e", "'a'", "{a:1}"})
  void whatIsNotOneValueIsRefused(String text) {
    assertThatThrownBy(() -> JsonBody.parse(Buffer.buffer(text)))
        .isInstanceOfSatisfying(
            BadRequest.class, refused -> assertThat(refused.code()).isEqualTo("request.malformed"));
  }

  @Test
  void depthDigitsAndPartsAreBounded() {
    assertThat(JsonBody.parse(Buffer.buffer("[".repeat(64) + "]".repeat(64)))).hasSize(1);
    for (String text :
        new String[] {
          "[".repeat(65) + "]".repeat(65),
          "[".repeat(200_000),
          "{\"a\":".repeat(65),
          "1".repeat(101),
          "[" + "0,".repeat(20_000) + "0]",
          "{\"" + "a".repeat(1001) + "\":0}"
        }) {
      assertThatThrownBy(() -> JsonBody.parse(Buffer.buffer(text))).isInstanceOf(BadRequest.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/json;"})
  void jsonIsTakenWhateverItsParameters(String type) {
    JsonBody.requireMediaType(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonp", "", ";application/json"})
  void nothingElseIs(String type) {
    assertThatThrownBy(() -> JsonBody.requireMediaType(type))
        .isInstanceOfSatisfying(
            BadRequest.class, refused -> assertThat(refused.status()).isEqualTo(415));
  }
}
