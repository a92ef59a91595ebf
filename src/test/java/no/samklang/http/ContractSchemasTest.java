package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import no.samklang.bus.Json;
import no.samklang.http.openapi.OpenApiSchemas;
import org.junit.jupiter.api.Test;

/** The validator knows all that our contract says. */
final class ContractSchemasTest {
  @Test
  void everySchemaOfTheContractCompiles() {
    JsonNode contract = Json.mapper().valueToTree(OpenApiBundle.packaged().json().getMap());
    OpenApiSchemas schemas = new OpenApiSchemas(contract);
    List<JsonNode> all = new ArrayList<>(contract.findValues("schema"));
    contract.at("/components/schemas").forEach(all::add);
    assertThat(all).hasSizeGreaterThan(150).map(schemas::validator).doesNotContainNull();
  }
}
