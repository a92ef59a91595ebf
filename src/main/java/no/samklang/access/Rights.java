package no.samklang.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.bus.Json;

/**
 * What has been decided for one participant (PART-2, "rettighetsdetaljer"); kept as JSON of the
 * same shape in the column {@code participant.rights} and in the contract.
 *
 * @param editPerson edit the cards of others (PERSON-6)
 * @param areas what isn't there is {@link Level#NONE}
 */
public record Rights(boolean editPerson, boolean print, Map<Area, Level> areas) {
  private static final Rights EVERYTHING = new Rights(true, true, all());

  /** The plan is about the owner, to whom nothing in it is closed. */
  static final Rights OF_OWNER = new Rights(false, true, all());

  public Rights {
    Map<Area, Level> complete = new EnumMap<>(Area.class);
    for (Area area : Area.values()) {
      complete.put(area, areas == null ? Level.NONE : areas.getOrDefault(area, Level.NONE));
    }
    areas = Map.copyOf(complete);
  }

  private static Map<Area, Level> all() {
    Map<Area, Level> all = new EnumMap<>(Area.class);
    for (Area area : Area.values()) {
      all.put(area, area == Area.LOG ? Level.READ : Level.WRITE);
    }
    return all;
  }

  /** Reads the column. */
  public static Rights of(String json) {
    try {
      return Json.mapper().readValue(json, Rights.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rights can't be read", e);
    }
  }

  /**
   * What a participant may, of the columns {@code role} and {@code rights}: what is the owner's
   * stands.
   */
  public static Rights of(Role role, String json) {
    return role == Role.OWNER ? OF_OWNER : of(json);
  }

  /** For the column. */
  public String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rights can't be written", e);
    }
  }

  public Level in(Area area) {
    return areas.get(area);
  }

  /** Reads the column {@code participant.rights_limit}; null limits nothing. */
  public static Rights limit(String json) {
    return json == null ? EVERYTHING : of(json);
  }

  /** These as a limit, with all that differs between two decisions as the later says it. */
  public Rights limitedWhere(Rights before, Rights decided) {
    Map<Area, Level> limits = new EnumMap<>(areas);
    limits.replaceAll(
        (area, limit) -> before.in(area) == decided.in(area) ? limit : decided.in(area));
    return new Rights(
        before.editPerson == decided.editPerson ? editPerson : decided.editPerson,
        before.print == decided.print ? print : decided.print,
        limits);
  }

  /** What these and the others both allow. */
  public Rights atMost(Rights others) {
    Map<Area, Level> least = new EnumMap<>(areas);
    least.replaceAll((area, level) -> others.in(area).includes(level) ? level : others.in(area));
    return new Rights(editPerson && others.editPerson, print && others.print, least);
  }

  /** Whether these allow nothing that the others don't. */
  public boolean isWithin(Rights others) {
    return (others.editPerson || !editPerson)
        && (others.print || !print)
        && areas.entrySet().stream()
            .allMatch(area -> others.in(area.getKey()).includes(area.getValue()));
  }
}
