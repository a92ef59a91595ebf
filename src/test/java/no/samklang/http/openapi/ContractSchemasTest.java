package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import no.samklang.http.openapi.schema.OpenApiSchemas;
import org.junit.jupiter.api.Test;

/** The validator supports everything that the contract uses. */
final class ContractSchemasTest {
  @Test
  void everySchemaOfTheContractCompiles() {
    JsonNode contract = OpenApiBundle.packaged().tree();
    OpenApiSchemas schemas = new OpenApiSchemas(contract);
    List<JsonNode> all = new ArrayList<>(contract.findValues("schema"));
    contract.at("/components/schemas").forEach(all::add);
    assertThat(all).hasSizeGreaterThan(150).map(schemas::validator).doesNotContainNull();
  }
}
