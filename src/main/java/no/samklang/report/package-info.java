/**
 * Reports (REP-1): numbers of plans, consents, participants and logins in an organisation and all
 * below it, for its administrators. They hold no names, ids or content of plans, and hide small
 * numbers.
 */
package no.samklang.report;
