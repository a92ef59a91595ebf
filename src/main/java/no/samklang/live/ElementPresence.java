package no.samklang.live;

import java.util.UUID;
import no.samklang.event.Event;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * Event: a person's page shows a goal or an activity, or no longer does (GOAL-8). Pages repeat it,
 * so that nothing is stored.
 *
 * @param area what it takes to read the element
 */
public record ElementPresence(
    PlanId plan, String area, UUID element, PersonId person, boolean present) implements Event {}
