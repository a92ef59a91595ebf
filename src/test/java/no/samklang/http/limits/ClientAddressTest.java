package no.samklang.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.Test;

/** URLs are logged by proxies: names, search terms and file names must not be in them. */
class ClientAddressTest {
  private static final Set<String> HARMLESS =
      Set.of(
          "all",
          "limit",
          "after",
          "sort",
          "closed",
          "folder",
          "organisation",
          "kind",
          "personId",
          "v",
          "history",
          "occurrence",
          "following",
          "kept",
          "planId",
          "from",
          "to",
          "state",
          "part",
          "participantId",
          "until",
          "type");

  @Test
  void noQueryParameterTakesFreeText() {
    Set<String> parameters =
        ContractOperation.all().stream()
            .flatMap(operation -> operation.parameters().stream())
            .filter(parameter -> parameter.getString("in").equals("query"))
            .map(parameter -> parameter.getString("name"))
            .collect(Collectors.toSet());
    assertThat(parameters).isSubsetOf(HARMLESS);
  }
}
