package no.samklang.participant;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import no.samklang.access.Area;
import no.samklang.access.Rights;
import no.samklang.participant.Cards.RightsDecision;

/** The changed fields of a decision with their new values, for the plan log (LOG-1). */
final class RightsDiff {
  private RightsDiff() {}

  static JsonObject between(ParticipantState before, RightsDecision after) {
    JsonObject changes = rights(before.rights(), after.rights());
    if (before.role() != after.role()) {
      changes.put("role", after.role().name());
    }
    if (before.isEndChangedBy(after)) {
      changes.put("endsOn", after.endsOn() == null ? null : after.endsOn().toString());
    }
    if (!Objects.equals(before.consentScope(), after.consentScope())) {
      changes.put("consentScope", true); // never the text itself
    }
    if (!Objects.equals(before.reason(), before.reasonAfter(after))) {
      changes.put("reason", true);
    }
    return changes;
  }

  private static JsonObject rights(Rights before, Rights after) {
    JsonObject changes = new JsonObject();
    if (before.editPerson() != after.editPerson()) {
      changes.put("editPerson", after.editPerson());
    }
    if (before.print() != after.print()) {
      changes.put("print", after.print());
    }
    JsonObject areas = areas(before, after);
    return areas.isEmpty() ? changes : changes.put("areas", areas);
  }

  private static JsonObject areas(Rights before, Rights after) {
    JsonObject areas = new JsonObject();
    for (Area area : Area.values()) {
      if (before.level(area) != after.level(area)) {
        areas.put(area.name(), after.level(area).name());
      }
    }
    return areas;
  }
}
