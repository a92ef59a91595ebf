package no.samklang.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a participant's rights differ from those that all have at the start (PART-2): all areas are
 * read, owner and coordinator print, and the coordinator edits persons. That an area can be written
 * in is no deviation.
 *
 * @param closed the areas that the participant can't read, in the order of {@link Area}
 * @param print whether the participant may print, if that isn't as at the start; otherwise null
 * @param editPerson as {@code print}, whether the participant may edit other participants' cards
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RightsDeviation(List<Area> closed, Boolean print, Boolean editPerson) {
  /** Empty for rights that are the same as for all. */
  public static Optional<RightsDeviation> of(Rights rights, Role role) {
    boolean printsAtStart = role == Role.OWNER || role == Role.COORDINATOR;
    boolean editsAtStart = role == Role.COORDINATOR;
    RightsDeviation deviation =
        new RightsDeviation(
            Stream.of(Area.values())
                .filter(area -> rights.level(area) == AccessLevel.NONE)
                .toList(),
            rights.print() == printsAtStart ? null : rights.print(),
            rights.editPerson() == editsAtStart ? null : rights.editPerson());
    return Optional.of(deviation).filter(RightsDeviation::isAny);
  }

  private boolean isAny() {
    return !closed.isEmpty() || print != null || editPerson != null;
  }
}
