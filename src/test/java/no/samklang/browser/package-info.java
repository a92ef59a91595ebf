/**
 * End-to-end tests of the pages in Chromium. Elements are located by role and accessible name, as
 * assistive technology does.
 */
package no.samklang.browser;
