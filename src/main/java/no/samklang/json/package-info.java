/** JSON serialization of records. */
package no.samklang.json;
