package no.samklang.access;

import java.util.Set;
import no.samklang.bus.Fact;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * A plan is shut for these persons from now on (PART-4, PART-5): what they hold open must be closed
 * at once.
 */
public record AccessEnded(PlanId plan, Set<PersonId> persons) implements Fact {}
