package no.samklang.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import no.samklang.bus.Json;
import no.samklang.http.openapi.OpenApiSchemas;
import no.samklang.http.openapi.SchemaError;
import no.samklang.http.openapi.SchemaValidator;

/** The schemas of the packaged contract. */
public final class ContractSchemas {
  private static final OpenApiSchemas SCHEMAS =
      new OpenApiSchemas(Json.mapper().valueToTree(ContractOperation.contract().getMap()));

  private ContractSchemas() {}

  /** What is wrong with a text by the schema of that name. */
  public static List<String> errors(String schema, String json) {
    return errors(at("#/components/schemas/" + schema), json);
  }

  private static List<String> errors(SchemaValidator validator, String json) {
    try {
      return validator.validate(Json.mapper().readTree(json)).stream()
          .map(SchemaError::toString)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of("No JSON");
    }
  }

  /** Compiling isn't for several threads. */
  private static synchronized SchemaValidator at(String pointer) {
    return SCHEMAS.at(pointer);
  }
}
