package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Addresses stand in logs along the way: names, search words and names of files go elsewhere. */
class AddressTest {
  private static final Set<String> HARMLESS = Set.of("limit", "after", "sort", "closed", "folder");

  @Test
  void noQueryOfTheContractTakesWhatSomebodyWrites() {
    Set<String> asked =
        ContractOperation.all().stream()
            .flatMap(operation -> operation.parameters().stream())
            .filter(parameter -> parameter.getString("in").equals("query"))
            .map(parameter -> parameter.getString("name"))
            .collect(Collectors.toSet());
    assertThat(asked).isSubsetOf(HARMLESS);
  }
}
