/**
 * Documents of a plan: PDF files for all its participants, or kept to chosen ones (DOC-1 to DOC-3).
 *
 * <p>A stored file is never answered: {@link no.samklang.document.ProtectedCopies} makes a copy for
 * each opening, protected by a password, which messages use for their attachments too. {@code
 * R__access_document.sql} says who may read a document.
 */
package no.samklang.document;
