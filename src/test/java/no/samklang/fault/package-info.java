/**
 * Breaks the real thing, or attacks it, and looks whether honest users are served all the same and
 * nothing is lost.
 */
package no.samklang.fault;
