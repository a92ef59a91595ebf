package no.samklang.access;

import no.samklang.bus.Fact;
import no.samklang.id.PlanId;

/**
 * Something in a plan has changed: open pages ask anew.
 *
 * @param part what of it, as the contract's live frame {@code changed} names it
 * @param version the part's, or the plan's
 */
public record PlanChanged(PlanId plan, String part, int version) implements Fact {}
