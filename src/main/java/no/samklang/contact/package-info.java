/**
 * Validation and normalization of e-mail addresses and phone numbers, shared by forms and senders.
 */
package no.samklang.contact;
