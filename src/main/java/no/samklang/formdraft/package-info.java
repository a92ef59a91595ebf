/**
 * Unsaved form input of a person, stored on the server in the same way for every form (LOGIN-7).
 *
 * <p>A draft survives session time-out, logout and a closed browser; only its author can read it.
 */
package no.samklang.formdraft;
