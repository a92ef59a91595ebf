package no.samklang.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a browser on which a login has been completed (LOGIN-2). */
public record DeviceId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public DeviceId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
