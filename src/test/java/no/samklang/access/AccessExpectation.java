package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.access.AccessMatrixFixture.CallerKind;
import no.samklang.http.openapi.ContractOperation;

/** The expected status for each kind of caller, by the {@code x-access} of an operation. */
final class AccessExpectation {
  private static final String OK = "ok";

  private AccessExpectation() {}

  /** Fails if an operation has no {@code x-access} or names an unknown profile. */
  static Map<CallerKind, Integer> of(ContractOperation operation) {
    Object value = operation.json().getValue("x-access");
    assertThat(value).as("x-access of %s", operation.id()).isNotNull();
    JsonObject own = value instanceof JsonObject json ? json : new JsonObject().put("as", value);
    JsonObject profile =
        ContractOperation.contract()
            .getJsonObject("x-access-profiles")
            .getJsonObject(own.getString("as"));
    assertThat(profile).as("the profile of %s", operation.id()).isNotNull();
    Map<CallerKind, Integer> statuses = new EnumMap<>(CallerKind.class);
    for (CallerKind kind : CallerKind.values()) {
      Object expected = own.getValue(kind.column(), profile.getValue(kind.column()));
      statuses.put(
          kind,
          OK.equals(expected) ? successStatus(operation, own) : Integer.valueOf((int) expected));
    }
    return statuses;
  }

  private static int successStatus(ContractOperation operation, JsonObject own) {
    return own.containsKey(OK)
        ? own.getInteger(OK)
        : operation.responses().fieldNames().stream()
            .filter(status -> status.startsWith("2") || status.startsWith("1"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
  }
}
