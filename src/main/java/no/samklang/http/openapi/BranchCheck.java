package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code anyOf} and {@code oneOf}. When none fits, the errors are those of the branch that the
 * value is meant for, if that can be told: the only one that doesn't refuse the value as a whole.
 *
 * @param alone whether more than one that fits is an error
 */
record BranchCheck(String keyword, List<Check> branches, boolean alone) implements Check {
  static Check any(SchemaCompiler compiler, JsonNode schema) {
    return new BranchCheck("anyOf", compiler.each(schema, "anyOf"), false);
  }

  static Check one(SchemaCompiler compiler, JsonNode schema) {
    return new BranchCheck("oneOf", compiler.each(schema, "oneOf"), true);
  }

  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    int fitting = 0;
    List<SchemaErrors> meant = new ArrayList<>();
    for (Check branch : branches) {
      SchemaErrors own = errors.apart();
      branch.check(value, own);
      fitting += own.isEmpty() ? 1 : 0;
      if (!own.isHere()) {
        meant.add(own);
      }
    }
    return fitting == 1 || (fitting > 1 && !alone) || refuse(fitting, meant, errors);
  }

  private boolean refuse(int fitting, List<SchemaErrors> meant, SchemaErrors errors) {
    if (fitting > 0 || meant.size() != 1) {
      return errors.add(keyword);
    }
    errors.addAll(meant.get(0));
    return false;
  }
}
