package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code anyOf} and {@code oneOf}. When no branch matches, the errors are those of the intended
 * branch, if it is unambiguous: the only one that has no error at the value itself.
 *
 * @param exclusive whether several matches are an error
 */
record AlternativesValidator(String keyword, List<KeywordValidator> branches, boolean exclusive)
    implements KeywordValidator {
  static KeywordValidator anyOf(SchemaCompiler compiler, JsonNode schema) {
    return new AlternativesValidator("anyOf", compiler.each(schema, "anyOf"), false);
  }

  static KeywordValidator oneOf(SchemaCompiler compiler, JsonNode schema) {
    return new AlternativesValidator("oneOf", compiler.each(schema, "oneOf"), true);
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    int matches = 0;
    List<SchemaErrors> candidates = new ArrayList<>();
    for (KeywordValidator branch : branches) {
      SchemaErrors branchErrors = errors.fork();
      branch.validate(value, branchErrors);
      matches += branchErrors.isEmpty() ? 1 : 0;
      if (!branchErrors.hasErrorHere()) {
        candidates.add(branchErrors);
      }
    }
    return matches == 1 || (matches > 1 && !exclusive) || addErrors(matches, candidates, errors);
  }

  private boolean addErrors(int matches, List<SchemaErrors> candidates, SchemaErrors errors) {
    if (matches > 0 || candidates.size() != 1) {
      return errors.add(keyword);
    }
    errors.addAll(candidates.get(0));
    return false;
  }
}
