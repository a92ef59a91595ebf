package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.access.MatrixWorld.Kind;
import no.samklang.http.ContractOperation;

/** What {@code x-access} of an operation says that each kind of caller is answered. */
final class AccessRow {
  private static final String OK = "ok";

  private AccessRow() {}

  /** Fails when an operation has no {@code x-access}, or it names a profile that isn't there. */
  static Map<Kind, Integer> of(ContractOperation operation) {
    Object written = operation.json().getValue("x-access");
    assertThat(written).as("x-access of %s", operation.id()).isNotNull();
    JsonObject own =
        written instanceof JsonObject json ? json : new JsonObject().put("as", written);
    JsonObject profile =
        ContractOperation.contract()
            .getJsonObject("x-access-profiles")
            .getJsonObject(own.getString("as"));
    assertThat(profile).as("the profile of %s", operation.id()).isNotNull();
    Map<Kind, Integer> answers = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Object answer = own.getValue(kind.column(), profile.getValue(kind.column()));
      answers.put(
          kind,
          OK.equals(answer) ? whenAllGoesWell(operation, own) : Integer.valueOf((int) answer));
    }
    return answers;
  }

  private static int whenAllGoesWell(ContractOperation operation, JsonObject own) {
    return own.containsKey(OK)
        ? own.getInteger(OK)
        : operation.responses().fieldNames().stream()
            .filter(status -> status.startsWith("2") || status.startsWith("1"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
  }
}
