/** Health and metrics on the management port. */
package no.samklang.http.management;
