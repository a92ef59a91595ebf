package no.samklang.event;

import java.util.Set;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * These persons lost access to a plan (PART-4, PART-5): their open sessions on it must be closed at
 * once.
 */
public record AccessEnded(PlanId plan, Set<PersonId> persons) implements Event {}
