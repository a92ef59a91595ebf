package no.samklang.event;

import no.samklang.id.PlanId;

/**
 * Part of a plan has changed; clients with the plan open reload it.
 *
 * @param section the part that changed, as in the live frame {@code changed}
 * @param version of the section, or of the plan
 * @param area only those who may read this area are told; null for all participants
 */
public record PlanChanged(PlanId plan, String section, int version, String area) implements Event {
  public PlanChanged(PlanId plan, String section, int version) {
    this(plan, section, version, null);
  }
}
