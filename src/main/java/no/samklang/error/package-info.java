/** The closed set of failures of an operation. */
package no.samklang.error;
