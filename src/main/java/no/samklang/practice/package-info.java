/**
 * Practice plans (PLAN-10): a made-up plan for each user who asks for one, which is marked, never
 * counted, and deleted by itself.
 *
 * <p>The plan and the made-up persons in it belong to an organisation that nobody administers or
 * searches, so that no list, search or report has them. What a practice plan can't do, as being
 * archived, is said by {@link no.samklang.access.Right}; that nobody is told of it, and that no
 * other real person is ever in it, by triggers of the database.
 */
package no.samklang.practice;
