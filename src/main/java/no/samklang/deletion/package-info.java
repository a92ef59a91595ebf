/**
 * The closed plans of an organisation, and deleting them after their retention time (PLAN-9), by an
 * ORG_ADMIN.
 *
 * <p>The database function {@code delete_plan} deletes; what remains is a line in {@code
 * plan_deletion}, without names.
 */
package no.samklang.deletion;
