package no.samklang.http.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import no.samklang.http.openapi.schema.OpenApiSchemas;
import no.samklang.http.openapi.schema.SchemaError;
import no.samklang.http.openapi.schema.SchemaValidator;
import no.samklang.json.Json;

/** The schemas of the packaged contract. */
public final class ContractSchemas {
  private static final OpenApiSchemas SCHEMAS =
      new OpenApiSchemas(Json.mapper().valueToTree(ContractOperation.contract().getMap()));

  private ContractSchemas() {}

  /** Errors of a JSON text by the schema of that name. */
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

  /** Compilation isn't thread-safe. */
  private static synchronized SchemaValidator at(String pointer) {
    return SCHEMAS.at(pointer);
  }
}
