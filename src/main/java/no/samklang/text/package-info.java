/** Languages of texts, and which characters text may hold, whoever wrote it. */
package no.samklang.text;
