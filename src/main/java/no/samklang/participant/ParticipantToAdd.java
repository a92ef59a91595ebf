package no.samklang.participant;

import java.time.LocalDate;
import java.util.Optional;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** A participant to be added to a plan (PART-1). */
public record ParticipantToAdd(
    PlanId plan, PersonId person, Role role, ParticipantDetails details) {

  /**
   * What else is known of the participant; null for nothing, but for {@code rights}.
   *
   * @param rights empty for the role's defaults (PART-2)
   * @param limit the most that callers without the owner's authority may grant (PART-1), beside the
   *     limit kept from an earlier participation; null for no limit
   * @param responsibility shown in this plan only (PERSON-4)
   * @param service that the participant stands for (PART-9)
   * @param endsOn the last day of the access (PART-7)
   * @param consentScope the part of the consent for this participant; null for all of it
   * @param reason why the rights aren't the same as for all (PART-2)
   */
  record ParticipantDetails(
      Optional<Rights> rights,
      Rights limit,
      String responsibility,
      RepresentedService service,
      LocalDate endsOn,
      String consentScope,
      String reason) {
    private static final ParticipantDetails NONE =
        new ParticipantDetails(Optional.empty(), null, null, null, null, null, null);

    @Override
    public String toString() {
      return "ParticipantDetails";
    }
  }

  public ParticipantToAdd(PlanId plan, PersonId person, Role role) {
    this(plan, person, role, ParticipantDetails.NONE);
  }

  @Override
  public String toString() {
    return "ParticipantToAdd " + plan;
  }
}
