/**
 * Audit logs of a plan: changes (plan log), for all participants of a plan whose log is open, each
 * entry by their rights; and reads (access log), for its owner.
 *
 * <p>Changes are logged in their own transaction; reads are logged by write-behind.
 */
package no.samklang.audit;
