/**
 * Other services that are called as a file describes them: the description, texts with
 * placeholders, and responses of bounded length.
 */
package no.samklang.gateway;
