/**
 * What a person was writing in a form and hasn't saved: kept on the server for every form in the
 * same way (LOGIN-7).
 *
 * <p>Survives a time-out, a logout and a closed browser; nobody but the person themselves can read
 * it.
 */
package no.samklang.draft;
