/**
 * Own data (LAW-2): everybody downloads what the system holds about them, and who decides for the
 * owner the whole plan. A download is prepared in the background as a ZIP file of JSON with its
 * schema, PDF, and for a plan a FHIR bundle; its address answers once, within 24 hours.
 *
 * <p>Each part of a download is a query that selects by the person's own rights ({@link
 * no.samklang.export.OwnDataSections}, {@link no.samklang.export.PlanDataSections}), read by a
 * cursor in one snapshot of the database, so that its size doesn't matter.
 */
package no.samklang.export;
