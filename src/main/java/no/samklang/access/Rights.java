package no.samklang.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.concurrent.LocalCache;
import no.samklang.json.Json;

/**
 * The rights of one participant (PART-2, "rettighetsdetaljer"); the same JSON in the column {@code
 * participant.rights} and in the contract.
 *
 * @param editPerson may edit other participants' cards (PERSON-6)
 * @param areas absent areas are {@link AccessLevel#NONE}
 */
public record Rights(boolean editPerson, boolean print, Map<Area, AccessLevel> areas) {
  // most participants have the rights of their role: each request parses them
  private static final LoadingCache<String, Rights> PARSED =
      LocalCache.builder().maximumSize(1_000).build(Rights::parse);
  private static final Rights ALL = new Rights(true, true, all());

  /** The owner may read and write all areas of the plan. */
  static final Rights OWNER = new Rights(false, true, all());

  public Rights {
    Map<Area, AccessLevel> complete = new EnumMap<>(Area.class);
    for (Area area : Area.values()) {
      complete.put(
          area, areas == null ? AccessLevel.NONE : areas.getOrDefault(area, AccessLevel.NONE));
    }
    areas = Map.copyOf(complete);
  }

  private static Map<Area, AccessLevel> all() {
    Map<Area, AccessLevel> all = new EnumMap<>(Area.class);
    for (Area area : Area.values()) {
      all.put(area, AccessLevel.WRITE);
    }
    return all;
  }

  /** Parses the column {@code participant.rights}. */
  public static Rights of(String json) {
    return PARSED.get(json);
  }

  private static Rights parse(String json) {
    try {
      return Json.mapper().readValue(json, Rights.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rights can't be parsed", e);
    }
  }

  /** Parses the columns {@code role} and {@code rights}; the owner's rights are fixed. */
  public static Rights of(Role role, String json) {
    return role == Role.OWNER ? OWNER : of(json);
  }

  /** JSON for the column. */
  public String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Rights can't be serialised", e);
    }
  }

  /** Whether these aren't the rights that all have at the start ({@link RightsDeviation}). */
  public boolean deviateFromStart(Role role) {
    return RightsDeviation.of(this, role).isPresent();
  }

  public AccessLevel level(Area area) {
    return areas.get(area);
  }

  /** Parses the column {@code participant.rights_limit}; null means no limit. */
  public static Rights limit(String json) {
    return json == null ? ALL : of(json);
  }

  /** This limit, with each right that a decision changed set to the decided value. */
  public Rights withCap(Rights before, Rights decided) {
    Map<Area, AccessLevel> limits = new EnumMap<>(areas);
    limits.replaceAll(
        (area, limit) -> before.level(area) == decided.level(area) ? limit : decided.level(area));
    return new Rights(
        before.editPerson == decided.editPerson ? editPerson : decided.editPerson,
        before.print == decided.print ? print : decided.print,
        limits);
  }

  /**
   * These rights as a coordinator's: to write in what can be read, to print and to edit persons
   * (PART-2), as far as the owner's limit goes. No further area can be read.
   */
  public Rights raisedForCoordinator(Rights limit) {
    Map<Area, AccessLevel> raised = new EnumMap<>(areas);
    raised.replaceAll(
        (area, level) -> level == AccessLevel.NONE ? AccessLevel.NONE : AccessLevel.WRITE);
    return new Rights(true, true, raised).intersect(limit);
  }

  /** The rights granted by both. */
  public Rights intersect(Rights others) {
    Map<Area, AccessLevel> least = new EnumMap<>(areas);
    least.replaceAll(
        (area, level) -> others.level(area).includes(level) ? level : others.level(area));
    return new Rights(editPerson && others.editPerson, print && others.print, least);
  }

  /** Whether the others grant all of these rights. */
  public boolean isSubsetOf(Rights others) {
    return (others.editPerson || !editPerson)
        && (others.print || !print)
        && areas.entrySet().stream()
            .allMatch(area -> others.level(area.getKey()).includes(area.getValue()));
  }
}
