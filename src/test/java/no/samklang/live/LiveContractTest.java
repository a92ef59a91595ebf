package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.samklang.http.openapi.ContractOperation;
import no.samklang.http.openapi.ContractSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's close codes and frame schema. TestSocket validates each frame that is sent. */
class LiveContractTest {
  private static final String ID = "11111111-1111-4111-8111-111111111111";

  @Test
  void contractListsAllCloseCodes() {
    Set<String> codes =
        Arrays.stream(CloseReason.values())
            .filter(reason -> reason != CloseReason.BY_CLIENT)
            .map(reason -> String.valueOf(reason.code()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(live().json().getJsonObject("x-websocket").getJsonObject("closeCodes").fieldNames())
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"changed\",\"planId\":\"<id>\",\"section\":\"rights\"}",
        "{\"type\":\"changed\",\"planId\":\"<id>\",\"part\":\"rights\",\"version\":2}",
        "{\"type\":\"changed\",\"planId\":\"<id>\",\"section\":\"weather\",\"version\":2}",
        "{\"type\":\"unread\",\"total\":1,\"plans\":{\"<id>\":0}}",
        "{\"type\":\"signedOut\",\"reason\":\"x\"}",
        "{\"type\":\"more\"}",
      })
  void schemaRejectsInvalidFrames(String frame) {
    assertThat(ContractSchemas.errors("LiveFrame", frame.replace("<id>", ID))).isNotEmpty();
  }

  private static ContractOperation live() {
    return ContractOperation.all().stream()
        .filter(ContractOperation::isSocket)
        .findFirst()
        .orElseThrow();
  }
}
