/** Which characters text may hold, whoever wrote it and wherever it is kept. */
package no.samklang.text;
