package no.samklang.event;

import java.util.List;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * Part of a plan has changed; clients with the plan open reload it.
 *
 * @param section the part that changed, as in the live frame {@code changed}
 * @param version of the section, or of the plan
 * @param area only those who may read this area are told; null for all participants
 * @param onlyFor only these are told; null for all participants
 */
public record PlanChanged(
    PlanId plan, String section, int version, String area, List<ParticipantId> onlyFor)
    implements Event {
  public PlanChanged(PlanId plan, String section, int version) {
    this(plan, section, version, null);
  }

  public PlanChanged(PlanId plan, String section, int version, String area) {
    this(plan, section, version, area, null);
  }
}
