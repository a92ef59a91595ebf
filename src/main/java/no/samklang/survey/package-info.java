/**
 * The owner's background: how it is in each life area, by date (SURV-1), what to do when it gets
 * hard (SURV-2), and which specialist plans exist (SPEC-1).
 *
 * <p>Each life area is an {@link no.samklang.access.Area area} of rights, as are specialist plans;
 * all participants read what to do when it gets hard.
 */
package no.samklang.survey;
