/**
 * The pages in a real Chromium: what people see and do, seen from outside. Everything is found by
 * role and name, as a screen reader would.
 */
package no.samklang.browser;
